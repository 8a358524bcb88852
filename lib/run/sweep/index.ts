/** Many runs of one notebook: planned and checked together, recorded under one parent, resumable. Plain TypeScript (not generated). */
export { type PlannedRun, planSweep, type SweepPlan } from './plan-sweep.ts';
export { type RunListeners, type SweepOptions, sweepNotebook } from './sweep-notebook.ts';
export type { SweepResult, SweepRun, SweepRunStatus } from './sweep-result.ts';
