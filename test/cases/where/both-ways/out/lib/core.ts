// Generated from notebooks/00_core.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: c0000002

// %% notebooks/00_core.ipynb#c0000002 c480926f
export function one() {
  return 1;
}
