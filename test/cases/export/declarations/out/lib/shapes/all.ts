// Generated from notebooks/shapes/all.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: cc000002 cc000003 cc000004 cc000005 cc000006 cc000007 cc000008

// %% notebooks/shapes/all.ipynb#cc000002 bb8db69d
import { type OctavoError as Failure, suggest } from '../errors/index.ts';

// %% notebooks/shapes/all.ipynb#cc000003 cc9461e0
// Kept: a line comment above.
/** And its documentation. */
export async function* numbers(from: number, ...more: number[]): AsyncGenerator<number> {
  yield* [from, ...more];
}
export function area(side: number): number;
export function area(width: number, height: number): number;
export function area(width: number, height = width) {
  return width * height;
}

// %% notebooks/shapes/all.ipynb#cc000004 b279c403
export abstract class Shape<Unit extends string = 'm'> {
  static readonly #count = 0;
  abstract readonly unit: Unit;
  declare label?: string;
  protected constructor() {
    this.label = suggest('a', [String(Shape.#count)]);
  }
}
export interface Shape { failure?: Failure }
export type Corner = readonly [x: number, y: number];
export const Corner = (x: number, y: number): Corner => [x, y] as const satisfies Corner;

// %% notebooks/shapes/all.ipynb#cc000005 2e667389
export let counter = 0;
var old = 1, _hidden = 2;
export { old };
export const { a, b: { c = 3, ...others }, ['d']: d } = { a: 1, b: { c: undefined, e: 5 }, d: 4 };
export declare const globalName: string;
declare global {
  interface Window { octavo: boolean }
}
export namespace Units { export type Metre = number }

// %% notebooks/shapes/all.ipynb#cc000006 da29e83a
export { counter as countedSoFar, type Corner as Point };
export const text = `export const notThis = 1; // nor "import './x'"`;
const keptPrivate = () => import('../errors/index.ts');

// %% notebooks/shapes/all.ipynb#cc000007 03594a94
/**
 * Used by siblings.
 * @internal
 */
export const origin = Corner(0, 0);
enum_free();
/** @internal */
export function enum_free() {}

// %% notebooks/shapes/all.ipynb#cc000008 44f3b08c
// Only a comment.
