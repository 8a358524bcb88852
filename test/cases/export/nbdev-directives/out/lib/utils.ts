// Generated from notebooks/01_utils.ipynb by `octavo export`. Edit the notebook, not this file.

// %% notebooks/01_utils.ipynb#bb000003
export type Volume = 1 | 2 | 3;
const _secret = 41;

// %% notebooks/01_utils.ipynb#bb000004
export function shout(text: string, volume: Volume = 1): string {
  return text + '!'.repeat(volume);
}

// %% notebooks/00_core.ipynb#aa000008
export const sentFromCore = _secret + 1;
