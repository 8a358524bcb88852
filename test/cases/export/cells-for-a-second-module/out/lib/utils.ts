// Generated from notebooks/01_utils.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: c0000003 notebooks/00_core.ipynb#c0000004 notebooks/00_core.ipynb#c0000006

// %% notebooks/01_utils.ipynb#c0000003 d5e065de
export const five = 5;

// %% notebooks/00_core.ipynb#c0000004 11cecc06
export const two = 2;

// %% notebooks/00_core.ipynb#c0000006 125cc3dd
export const four = 4;
