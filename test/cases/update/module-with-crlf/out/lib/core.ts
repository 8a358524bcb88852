// Generated from notebooks/00_core.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: c0000003 c0000004

// %% notebooks/00_core.ipynb#c0000003 b2751323
import { shout } from './utils.ts';

/** Says hello. */
export function greet(name: string) {
  return shout(`hello ${name}`);
}

// %% notebooks/00_core.ipynb#c0000004 21949ec7
/** @internal */
export const hidden = 3;
