// Generated from notebooks/01_utils.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: bb000003 bb000004 notebooks/00_core.ipynb#aa000008

// %% notebooks/01_utils.ipynb#bb000003 b11786b0
export type Volume = 1 | 2 | 3;
const _secret = 41;

// %% notebooks/01_utils.ipynb#bb000004 7b32e555
export function shout(text: string, volume: Volume = 1): string {
  return text + '!'.repeat(volume);
}

// %% notebooks/00_core.ipynb#aa000008 4c9e66da
export const sentFromCore = _secret + 1;
