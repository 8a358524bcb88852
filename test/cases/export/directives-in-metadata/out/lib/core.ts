// Generated from notebooks/00_core.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: c0000002 c0000003

// %% notebooks/00_core.ipynb#c0000002 9286cb09
export const quiet = 1;

// %% notebooks/00_core.ipynb#c0000003 0374de8e
/** @internal */
export const hidden = 2;
