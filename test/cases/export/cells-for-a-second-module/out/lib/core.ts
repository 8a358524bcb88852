// Generated from notebooks/00_core.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: c0000003 c0000005

// %% notebooks/00_core.ipynb#c0000003 ccb80467
export const one = 1;

// %% notebooks/00_core.ipynb#c0000005 7fb1ce4a
export const three = 3;
