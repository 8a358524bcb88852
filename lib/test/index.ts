// Generated from notebooks/50_test by `octavo export`. Edit the notebooks, not this file.
export { testErrors } from './errors.ts';
export { type ErrorExpectation, type ExpectedError, expectError } from './expect-error.ts';
