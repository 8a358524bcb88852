// Generated from notebooks/40_run/28_start_run.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 40610003 40610005 40610006 40610007

// %% notebooks/40_run/28_start_run.ipynb#40610003 7d57b778
import { type Host, nodeHost } from '../host/index.ts';
import type { KernelMessage } from '../kernel/index.ts';
import type { Notebook } from '../notebook/index.ts';
import { createEventQueue } from './event-queue.ts';
import type { RunEvent, RunResult } from './observer.ts';
import { runNotebook } from './run-notebook.ts';
import type { RunOptions } from './run-options.ts';

// %% notebooks/40_run/28_start_run.ipynb#40610005 ef5ff19f
/** Something that a cell has put out: a message of the kernel, as it came. */
export interface CellOutputEvent {
  type: 'cell-output';
  id: string; // of the cell
  index: number; // its number among the code cells
  message: KernelMessage; // stream, display_data, execute_result, error, …
}

/** A run in progress. */
export interface StartedRun {
  /** For one reader, from the first event to `run-finished`; then it throws what `result` rejects with. */
  readonly events: AsyncIterableIterator<RunEvent | CellOutputEvent>;
  readonly result: Promise<RunResult>;
  readonly droppedOutputs: number; // outputs so far that were not read in time and will not come; the executed notebook has them
}

// %% notebooks/40_run/28_start_run.ipynb#40610006 c21bd370
/** @internal */
export const outputTypes = new Set([
  'stream',
  'display_data',
  'update_display_data',
  'execute_result',
  'error',
  'clear_output',
]);

// %% notebooks/40_run/28_start_run.ipynb#40610007 15266436
/**
 * Starts a run of a notebook, with the options and the errors of `runNotebook`. Events of the run wait until they are read,
 * however late; of the outputs the newest 256. An error is told both by `result` and by `events`, and it is enough to look
 * at one of them.
 */
export function startRun(place: string | Notebook, options: RunOptions = {}, host: Host = nodeHost): StartedRun {
  const queue = createEventQueue<RunEvent | CellOutputEvent>();
  const observe = (event: RunEvent) => queue.push(event);
  const onOutput: RunOptions['onOutput'] = (message, { id, index }) => {
    options.onOutput?.(message, { id, index });
    if (outputTypes.has(message.type)) queue.push({ type: 'cell-output', id, index, message }, true);
  };
  const observers = [...(options.observers ?? []), observe];
  const result = runNotebook(place, { ...options, observers, onOutput }, host);
  result.then(
    () => queue.end(),
    (error: unknown) => queue.end({ error }),
  );
  return {
    events: queue.events,
    result,
    get droppedOutputs() {
      return queue.dropped;
    },
  };
}
