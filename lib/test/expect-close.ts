// Generated from notebooks/50_test/06_expect_close.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 50a60003 50a60005 50a60006 50a60007

// %% notebooks/50_test/06_expect_close.ipynb#50a60003 89c7af0b
import { AssertionError } from 'node:assert';
import { inspect } from 'node:util';

// %% notebooks/50_test/06_expect_close.ipynb#50a60005 07dd6f85
/** A number, or numbers in arrays, typed arrays and objects, as deep as you like. */
export type Numbers = number | bigint | ArrayLike<unknown> | object;

/** How close is close. */
export interface Closeness {
  tolerance?: number; // default 1e-6; relative to the expected number when that is greater than 1
}

// %% notebooks/50_test/06_expect_close.ipynb#50a60006 ddd6e394
/**
 * Throws node's `AssertionError` unless all numbers are within the tolerance of those expected, and everything else is
 * equal. `NaN` is close to `NaN`, an infinity to itself.
 */
export function expectClose(actual: Numbers, expected: Numbers, { tolerance = 1e-6 }: Closeness = {}): void {
  const found = _firstDifference(actual, expected, tolerance, '');
  if (found === undefined) return;
  throw new AssertionError({ message: found, actual, expected, operator: 'expectClose', stackStartFn: expectClose });
}

// %% notebooks/50_test/06_expect_close.ipynb#50a60007 a67834a8
function _firstDifference(actual: unknown, expected: unknown, tolerance: number, path: string): string | undefined {
  const place = path === '' ? 'the value' : path;
  if (typeof expected === 'number' && typeof actual === 'number') {
    const allowed = tolerance * Math.max(1, Math.abs(expected));
    if (Object.is(actual, expected) || actual === expected || Math.abs(actual - expected) <= allowed) return undefined;
    return `Expected ${place} to be ${expected} ± ${allowed}, but it is ${actual}`;
  }
  if (_isContainer(actual) && _isContainer(expected)) {
    const [keys, wanted] = [Object.keys(actual), Object.keys(expected)];
    if (keys.length !== wanted.length) {
      return `Expected ${place} to have ${wanted.length} elements, but it has ${keys.length}`;
    }
    for (const key of wanted) {
      const inner = /^\d+$/.test(key) ? `${path}[${key}]` : `${path}.${key}`;
      const found = _firstDifference(actual[key], expected[key], tolerance, inner);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  return Object.is(actual, expected)
    ? undefined
    : `Expected ${place} to be ${inspect(expected)}, but it is ${inspect(actual)}`;
}

function _isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
