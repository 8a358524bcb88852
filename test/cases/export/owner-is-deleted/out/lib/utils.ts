// Generated from notebooks/01_utils.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: c0000003 notebooks/00_core.ipynb#c0000003

// %% notebooks/01_utils.ipynb#c0000003 5c5da1b9
export const there = 1;

// %% notebooks/00_core.ipynb#c0000003 fd968f4b
export const sent = 'once';
