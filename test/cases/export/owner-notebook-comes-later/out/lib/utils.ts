// Generated from notebooks/99_utils.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: c0000003 notebooks/00_core.ipynb#c0000003

// %% notebooks/99_utils.ipynb#c0000003 8b42540d
export const late = 2;

// %% notebooks/00_core.ipynb#c0000003 62bd522b
export const early = 'sent before its owner is read';
