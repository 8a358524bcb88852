// Generated from notebooks/00_core.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: c0000003 c0000004

// %% notebooks/00_core.ipynb#c0000003 77b0a9b6
/**
 * The core.
 *
 * Greetings are short:
 *
 * ```ts
 * greet('you') /* hello you *\/
 * ```
 *
 * @module
 */

// %% notebooks/00_core.ipynb#c0000004 cd31dc1e
export function greet(name: string) {
  return `hello ${name}`;
}
