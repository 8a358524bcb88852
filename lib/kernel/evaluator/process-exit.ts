import { sendEvent } from './events.ts';
import { callingCell } from './running-cell.ts';

/** Tells the front, as the last thing, with what code the process ends: `process.exit(n)` calls this after all its listeners. */
export function tellExit(): void {
  const target = process as unknown as { reallyExit: (code?: number) => never };
  const { reallyExit } = target;
  target.reallyExit = (code) => {
    sendEvent({ type: 'exit', request: callingCell()?.request, code: Number(code ?? 0) & 0xff });
    return reallyExit.call(process, code);
  };
}
