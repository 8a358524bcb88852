import type { JsonObject } from '../../notebook/json/index.ts';
import type { Ending } from '../ending.ts';
import type { RunFailure } from '../observer.ts';

/** How one run of a sweep stands: running, one of the endings, never begun, or written and not to be run. */
export type SweepRunStatus = Ending | 'waiting' | 'running' | 'not-run' | 'prepared';

/** One run of a sweep. */
export interface SweepRun {
  index: number; // 1-based
  parameters: JsonObject; // those that vary
  output: string | undefined;
  moreOutputs: Record<string, string>; // paths of what else is written for it, by name
  status: SweepRunStatus;
  exitCode: number | undefined; // undefined until it has ended
  durationMs: number;
  resumed: boolean; // it had finished before, with the same code, parameters and inputs
  runId: string | undefined; // given by an observer
  error: RunFailure | undefined;
  reason: string | undefined; // why it failed, in one line
}

/** How a sweep ended. */
export interface SweepResult {
  status: Ending; // completed, failed (at least one run), interrupted or terminated
  exitCode: number;
  input: string;
  parameters: JsonObject; // those that all runs share
  names: string[]; // of the parameters that vary
  runs: SweepRun[];
  counts: Record<string, number>; // runs by how they ended
  durationMs: number;
  runId: string | undefined; // of the parent run; there is none where nothing had to run
}

/** Whether a run has ended badly. */
export function hasFailed(run: SweepRun): boolean {
  return run.exitCode !== undefined && run.exitCode !== 0;
}

/** The numbers of runs by how they ended; those that had finished before count as `resumed`. */
export function countRuns(runs: readonly SweepRun[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { resumed, status } of runs) {
    const word = resumed ? 'resumed' : status;
    counts[word] = (counts[word] ?? 0) + 1;
  }
  return counts;
}
