// Generated from notebooks/01_utils.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: c0000003 notebooks/00_core.ipynb#c0000007

// %% notebooks/01_utils.ipynb#c0000003 a92f67df
export function shout(text: string) {
  return text.toUpperCase();
}
const _private = 1;

// %% notebooks/00_core.ipynb#c0000007 ed1a8949
export const fromCore = 'lives in utils';
