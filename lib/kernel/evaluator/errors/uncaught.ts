import { sendEvent } from '../events.ts';
import { Interruption } from '../interrupts/interruption.ts';
import { withOwnBuiltins } from '../own-builtins.ts';
import { callingCell } from '../running-cell.ts';
import { cellName } from './cell-scripts.ts';
import { describeFailure } from './traceback.ts';

/** An error that nothing catches fails the cell it comes from while that runs; later it is told as an error of that cell. */
export function catchUncaughtErrors(): void {
  process.on('uncaughtException', report);
  process.on('unhandledRejection', report);
}

function report(error: unknown): void {
  const cell = callingCell();
  if (error instanceof Interruption && cell?.interrupted) return; // the rest of a cell that has been told already
  if (cell && !cell.ended) {
    cell.fail(error);
    return;
  }
  const name = cell ? cellName(cell.place, cell.executionCount) : 'a cell';
  const failure = withOwnBuiltins(() => describeFailure(error, name));
  sendEvent({ type: 'late-failure', request: cell?.request, ...failure });
}
