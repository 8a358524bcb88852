import { Worker } from 'node:worker_threads';
import { interruptCurrentCell } from './session.ts';

export interface InterruptChannel {
  answered: Int32Array<SharedArrayBuffer>; // the number of the last interrupt that the main thread has dealt with
}

/** Starts the thread that hears the front's interrupts, also while the main thread is in a loop. */
export function listenForInterrupts(): void {
  const answered = new Int32Array(new SharedArrayBuffer(4));
  const file = import.meta.url.endsWith('.ts') ? './interrupt-worker.ts' : './interrupt-worker.js';
  const channel: InterruptChannel = { answered };
  const worker = new Worker(new URL(file, import.meta.url), {
    workerData: channel,
    stdin: false,
    env: {},
    execArgv: [],
  });
  worker.on('message', (interrupt: number) => {
    Atomics.store(answered, 0, interrupt);
    Atomics.notify(answered, 0);
    interruptCurrentCell();
  });
  worker.unref();
}
