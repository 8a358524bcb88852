// Generated from notebooks/01_utils.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: c0000003

// %% notebooks/01_utils.ipynb#c0000003 433b28f5
export function shout(text: string) {
  return text.toUpperCase();
}
