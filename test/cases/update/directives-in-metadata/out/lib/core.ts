// Generated from notebooks/00_core.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: c0000003

// %% notebooks/00_core.ipynb#c0000003 21949ec7
/** @internal */
export const hidden = 3;
