// Generated from notebooks/größe/01_ünï.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: c0000003

// %% notebooks/größe/01_ünï.ipynb#c0000003 3200ee3a
/** Grüße an 👩‍🚀. */
export const größe = '📐';
export function 面積(π: number) {
  return π * 2;
}
