import { sendSignal } from '../child-processes.ts';

/** Sends SIGINT to the child processes, once for an interrupt: the thread does it where the main thread does not come to it. */
export function interruptChildren(signalled: Int32Array<SharedArrayBuffer>, number: number): void {
  const before = Atomics.load(signalled, 0);
  if (before >= number || Atomics.compareExchange(signalled, 0, before, number) !== before) return;
  if (process.platform !== 'win32') sendSignal(-process.pid, 'SIGINT');
}
