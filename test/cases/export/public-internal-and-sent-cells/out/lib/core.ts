// Generated from notebooks/00_core.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: c0000003 c0000004 c0000005 c0000006

// %% notebooks/00_core.ipynb#c0000003 a54d0c30
import { shout } from './utils.ts';

// %% notebooks/00_core.ipynb#c0000004 695ed2df
export function greet(name: string) {
  return shout(`hello ${name}`);
}

// %% notebooks/00_core.ipynb#c0000005 747417b9
/** @internal */
export function internalHelper() {
  return 1;
}

// %% notebooks/00_core.ipynb#c0000006 ebd94527
export const shown = 'with its source';
