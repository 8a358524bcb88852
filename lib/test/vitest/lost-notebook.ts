import type { ReadyNotebook } from '../notebooks/read-notebook-test.ts';
import type { NotebookTest } from '../results.ts';
import { describeFailure, type FailureContext } from './notebook-reporter.ts';

/** The test of a notebook whose worker did not live to tell. */
export function lostTest(
  ready: ReadyNotebook,
  cell: string | undefined,
  timeoutMs: number | undefined,
  context: FailureContext,
): NotebookTest {
  const error =
    timeoutMs === undefined
      ? { name: 'WorkerLost', message: 'the process that ran the cell ended without a word' }
      : { name: 'CellTimeoutError', message: `the cell took longer than ${timeoutMs / 1000} s` };
  const at = ready.plan.cells.findIndex(({ id }) => id === cell);
  const cells = ready.plan.cells.map(({ id, index, name, skip }, position): NotebookTest['cells'][number] => {
    const status = skip !== undefined || position > at ? 'skipped' : position === at ? 'failed' : 'passed';
    const reason = status === 'skipped' ? { reason: skip ?? `cell ${cell} failed` } : {};
    return { id, index, name, status, durationMs: position === at ? (timeoutMs ?? 0) : 0, ...reason };
  });
  const durationMs = timeoutMs ?? 0;
  const failure = describeFailure(error, ready, context, { cell });
  return { notebook: ready.path, status: 'failed', durationMs, cells, warnings: [], failure };
}
