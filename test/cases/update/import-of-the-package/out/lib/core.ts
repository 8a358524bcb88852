// Generated from notebooks/00_core.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: c0000003 c0000004

// %% notebooks/00_core.ipynb#c0000003 97edc3e2
import { shout as loud } from './utils.ts';

/** Says hello. */
export function greet(name: string) {
  return loud(`hello ${name}`);
}

// %% notebooks/00_core.ipynb#c0000004 0374de8e
/** @internal */
export const hidden = 2;
