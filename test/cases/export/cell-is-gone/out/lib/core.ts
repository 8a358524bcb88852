// Generated from notebooks/00_core.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: c0000003 c0000004

// %% notebooks/00_core.ipynb#c0000003 ccb80467
export const one = 1;

// %% notebooks/00_core.ipynb#c0000004 11cecc06
export const two = 2;
