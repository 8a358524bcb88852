// Generated from notebooks/50_test by `octavo export`. Edit the notebooks, not this file.
export { type Captured, type CapturedOutput, captureOutput } from './capture-output.ts';
export { type PlannedCell, type PlanOptions, planTests, type TestPlan } from './cell-plan.ts';
export { testErrors } from './errors.ts';
export { type Closeness, expectClose, type Numbers } from './expect-close.ts';
export { type ErrorExpectation, type ExpectedError, expectError } from './expect-error.ts';
export { formatJunit } from './junit.ts';
export {
  type CellTest,
  type FailurePlace,
  formatFailurePlace,
  type NotebookTest,
  summarize,
  type TestFailure,
  type TestSummary,
} from './results.ts';
