// Generated from notebooks/01_utils.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: c0000003

// %% notebooks/01_utils.ipynb#c0000003 91aacb0c
export function shout(text: string) {
  return text.toLowerCase();
}
