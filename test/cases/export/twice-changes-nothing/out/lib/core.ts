// Generated from notebooks/00_core.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: c0000004

// %% notebooks/00_core.ipynb#c0000004 7de83e47
export const own = 1;
