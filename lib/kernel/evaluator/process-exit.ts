import { sendEvent } from './events.ts';
import { callingCell } from './running-cell.ts';

/** Tells the front, as the last thing, with what code the process ends: `process.exit(n)` calls this after all its listeners. */
export function tellExit(): void {
  const target = process as unknown as { reallyExit: (code?: number) => never };
  const { reallyExit } = target;
  target.reallyExit = (code) => {
    const chosen = Number(code ?? 0);
    const status = chosen & 0xff || Number(chosen !== 0); // 256 shall be no success
    sendEvent({ type: 'exit', request: callingCell()?.request, code: status });
    return reallyExit.call(process, code);
  };
}
