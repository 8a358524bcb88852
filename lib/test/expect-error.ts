// Generated from notebooks/50_test/01_expect_error.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 50a10003 50a10005 50a10007 50a10008

// %% notebooks/50_test/01_expect_error.ipynb#50a10003 41ef6e1f
import { AssertionError } from 'node:assert';

// %% notebooks/50_test/01_expect_error.ipynb#50a10005 bf39296d
/** What an error must be like. */
export interface ErrorExpectation {
  code?: string; // the error's `code`, as `notebook-not-json`
  contains?: string; // a part of its message or of its hint
}

/** An error, or the promise of one when the function is asynchronous. */
export type ExpectedError<Returned> = [Returned] extends [never]
  ? Error
  : Returned extends PromiseLike<unknown>
    ? Promise<Error>
    : Error;

// %% notebooks/50_test/01_expect_error.ipynb#50a10007 9d71724c
/** Calls a function that must throw (or reject) and returns the error. Throws node's `AssertionError` when it does not, or when the error is another one. */
export function expectError<Returned>(fn: () => Returned, expectation: ErrorExpectation = {}): ExpectedError<Returned> {
  let returned: Returned;
  try {
    returned = fn();
  } catch (thrown) {
    return _checkedError(thrown, expectation) as ExpectedError<Returned>;
  }
  if (!_isPromiseLike(returned)) throw _nothingThrown(returned, expectation);
  const checked = Promise.resolve(returned).then(
    (value) => {
      throw _nothingThrown(value, expectation);
    },
    (thrown) => _checkedError(thrown, expectation),
  );
  return checked as unknown as ExpectedError<Returned>;
}

// %% notebooks/50_test/01_expect_error.ipynb#50a10008 ba8f90ba
function _isPromiseLike(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as PromiseLike<unknown> | null | undefined)?.then === 'function';
}

function _nothingThrown(actual: unknown, expectation: ErrorExpectation): AssertionError {
  const expected = expectation.code ?? expectation.contains;
  const message = `Expected an error${expected ? ` ("${expected}")` : ''}, but nothing was thrown`;
  return new AssertionError({ message, actual, expected, operator: 'expectError', stackStartFn: expectError });
}

function _checkedError(thrown: unknown, { code, contains }: ErrorExpectation): Error {
  const fail = (message: string, actual: unknown, expected: unknown) => {
    const failure = new AssertionError({
      message,
      actual,
      expected,
      operator: 'expectError',
      stackStartFn: expectError,
    });
    failure.cause = thrown;
    return failure;
  };
  if (!(thrown instanceof Error))
    throw fail(`Expected an Error, but ${typeof thrown} was thrown: ${thrown}`, thrown, Error);
  const { code: found, hint } = thrown as { code?: unknown; hint?: unknown };
  if (code !== undefined && found !== code) {
    throw fail(
      `Expected an error of code "${code}", but got ${found ? `"${found}"` : 'none'}: ${thrown.message}`,
      found,
      code,
    );
  }
  const text = typeof hint === 'string' ? `${thrown.message}\n${hint}` : thrown.message;
  if (contains !== undefined && !text.includes(contains)) {
    throw fail(`Expected an error that contains "${contains}", but it says: ${text}`, text, contains);
  }
  return thrown;
}
