// Generated from notebooks/00_core.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: c0000003 c0000004 c0000005 c0000006 c0000007

// %% notebooks/00_core.ipynb#c0000003 96d1daa0
export const noBlank = 1;

// %% notebooks/00_core.ipynb#c0000004 f4afc76e
export const blankLines = 2;

// %% notebooks/00_core.ipynb#c0000005 130ddd77
export const blankInside = 3;

// %% notebooks/00_core.ipynb#c0000006 e0c0d402
export const hash = 4;

// %% notebooks/00_core.ipynb#c0000007 559abd8b
export const second = 5;
