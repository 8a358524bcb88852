// Generated from notebooks/00_core.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: aa000003 aa000004 aa000006 aa000007

// %% notebooks/00_core.ipynb#aa000003 8224fb9d
import { shout } from './utils.ts';
import type { Volume } from './utils.ts';

// %% notebooks/00_core.ipynb#aa000004 bb8b2b83
/** Greets by name. */
export function greet(name: string, volume?: Volume): string {
  // A comment within.
  return shout(`Hello ${name}`, volume);
}

// %% notebooks/00_core.ipynb#aa000006 647c7381
export const [first, [second, ...rest]] = [1, [2, 3, 4]];

// %% notebooks/00_core.ipynb#aa000007 c30eea13
/** @internal */
export function internalOnly() {}
