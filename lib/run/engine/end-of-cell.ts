import { type Ending, isFailure } from '../ending.ts';
import { describeFailure } from '../failure.ts';
import type { RunFailure } from '../observer.ts';
import type { CellOutputs } from '../outputs.ts';
import { type CellOutcome, stopOf } from './run-cell.ts';

/** How a run ended, when a cell ended it. */
export interface RunEnd {
  ending: Ending;
  code: number; // chosen by the notebook when it exited, else 0
  failedCell: string | undefined; // id of the cell that gets papermill's marker
  error: RunFailure | undefined;
}

/** How a run ends that is stopped while no cell runs: before the first, or between two. */
export function endOfStopped(
  reason: unknown,
  when: string, // for the message: `while the kernel started`
): RunEnd {
  const { kind, words } = stopOf(reason);
  if (words === undefined) return withoutError(kind);
  const error = { ename: 'RunTimeoutError', evalue: `${words}, ${when}`, traceback: [] };
  return { ...withoutError(kind), error };
}

/** An ending that no cell is to blame for. */
export function withoutError(ending: Ending): RunEnd {
  return { ending, code: 0, failedCell: undefined, error: undefined };
}

/**
 * What the outcome of a cell means for the run; undefined when the next cell may run. A cell that failed without an
 * `error` output gets one, so that the notebook itself says what happened.
 */
export function endOfCell(
  outcome: CellOutcome,
  outputs: CellOutputs,
  cell: { id: string; index: number }, // index: the label in [n]
  cellTimeoutMs: number | undefined,
): RunEnd | undefined {
  const { kind: ending } = outcome;
  if (ending === 'completed') return undefined;
  const code = ending === 'exited' ? outcome.code : 0;
  if (ending === 'exited' && code === 0) return { ending, code, failedCell: undefined, error: undefined };
  const reply = 'reply' in outcome ? outcome.reply : undefined;
  const before = outputs.outputs();
  const described = describeFailure(before, reply ?? {}, cell);
  const words = ownWords(outcome, cellTimeoutMs);
  const traceback = described.traceback.length > 0 ? described.traceback : (words?.traceback ?? []);
  const error = words ? { ...words, traceback, cell: described.cell } : described;
  const isTold = before.some((output) => output.output_type === 'error');
  if (!isTold || ending === 'timed-out' || ending === 'kernel-died') {
    const { ename, evalue, traceback: lines } = words ?? described;
    outputs.accept({ type: 'error', content: { ename, evalue, traceback: lines } });
  }
  return { ending, code, failedCell: isFailure(ending, code) ? cell.id : undefined, error };
}

/** What Octavo says of an ending of which the kernel says nothing, or something else. */
function ownWords(outcome: CellOutcome, cellTimeoutMs = 0): Omit<RunFailure, 'cell'> | undefined {
  const words = (ename: string, evalue: string, more: string[] = []) => {
    return { ename, evalue, traceback: [`${ename}: ${evalue}`, ...more] };
  };
  switch (outcome.kind) {
    case 'timed-out':
      if (outcome.words !== undefined) return words('RunTimeoutError', outcome.words);
      return words('CellTimeoutError', `the cell took longer than ${cellTimeoutMs / 1000} s`);
    case 'kernel-died': {
      const [reason = '', ...printed] = outcome.message.split('\n'); // the rest is what the kernel printed last
      return words('DeadKernelError', reason, printed);
    }
    case 'interrupted':
      return words('KeyboardInterrupt', 'the run was interrupted (SIGINT)');
    case 'terminated':
      return words('KeyboardInterrupt', 'the run was told to stop (SIGTERM, or its terminal is gone)');
    default:
      return undefined;
  }
}
