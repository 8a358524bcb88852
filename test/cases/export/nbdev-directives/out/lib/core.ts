// Generated from notebooks/00_core.ipynb by `octavo export`. Edit the notebook, not this file.

// %% notebooks/00_core.ipynb#aa000003
import { shout } from './utils.ts';
import type { Volume } from './utils.ts';

// %% notebooks/00_core.ipynb#aa000004
/** Greets by name. */
export function greet(name: string, volume?: Volume): string {
  // A comment within.
  return shout(`Hello ${name}`, volume);
}

// %% notebooks/00_core.ipynb#aa000006
export const [first, [second, ...rest]] = [1, [2, 3, 4]];

// %% notebooks/00_core.ipynb#aa000007
/** @internal */
export function internalOnly() {}
