import { takeCommMessage } from './comms.ts';
import { describeFailure } from './errors/traceback.ts';
import { sendEvent } from './events.ts';
import { Interruption } from './interrupts/interruption.ts';
import { inNextTurn } from './next-turn.ts';
import type { EvaluatorCommand } from './protocol.ts';
import { type RunningCell, runAsCell } from './running-cell.ts';

const atWork = new Set<RunningCell>();

/** Has a comm's listeners take a message, between cells or while one awaits. To the rest of the evaluator that is a cell. */
export function handleCommMessage({ request, message }: EvaluatorCommand & { type: 'comm' }): void {
  const work: RunningCell = {
    request,
    executionCount: 0,
    silent: false,
    place: { notebook: undefined, id: undefined, index: undefined },
    folder: process.cwd(),
    ended: false,
    interrupted: false,
    stopping: undefined,
    fail: (error) => finish(work, { error }),
  };
  // Not from here: an interrupt of the listeners would stop the caller too, which reads commands.
  inNextTurn(() => {
    atWork.add(work);
    runAsCell(work, () => takeCommMessage(message)).then(
      () => finish(work),
      (error) => finish(work, { error }),
    );
  });
}

/** Gives up the listeners that are at work. */
export function interruptCommWork(): void {
  for (const work of atWork) {
    work.interrupted = true;
    work.fail(new Interruption());
  }
}

function finish(work: RunningCell, failure?: { error: unknown }): void {
  if (work.ended) return;
  work.ended = true;
  atWork.delete(work);
  const { request } = work;
  if (failure) sendEvent({ type: 'late-failure', request, ...describeFailure(failure.error, 'a comm message') });
  sendEvent({ type: 'comm-handled', request });
}
