// Generated from notebooks/00_core.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: c0000003 c0000004

// %% notebooks/00_core.ipynb#c0000003 0c9de294
/**
 * The core.
 *
 * Prose.
 *
 * @module
 */

// %% notebooks/00_core.ipynb#c0000004 ccb80467
export const one = 1;
