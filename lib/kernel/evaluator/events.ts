import { writeSync } from 'node:fs';
import type { EvaluatorEvent } from './protocol.ts';

const eventsFd = 3;
const waiting = new Int32Array(new SharedArrayBuffer(4));
let unsent: Buffer = Buffer.alloc(0); // kept outside the function: an interrupt may stop the main thread in any loop

/** Sends an event to the front. Returns when all of it has left: a slow reader slows the cell, and nothing piles up. */
export function sendEvent(event: EvaluatorEvent): void {
  const line = Buffer.from(`${JSON.stringify(event)}\n`);
  unsent = unsent.length > 0 ? Buffer.concat([unsent, line]) : line;
  let pauseMs = 1;
  while (unsent.length > 0) {
    try {
      unsent = unsent.subarray(writeSync(eventsFd, unsent));
      pauseMs = 1;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE' || code === 'EBADF') return; // the front is gone; the worker ends this process
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(waiting, 0, 0, pauseMs);
      pauseMs = Math.min(pauseMs * 2, 20);
    }
  }
}
