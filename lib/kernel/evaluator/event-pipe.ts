import { writeSync } from 'node:fs';
import { own } from './own-globals.ts';
import type { EvaluatorEvent } from './protocol.ts';

const eventsFd = 3;
const nothing = new Int32Array(new SharedArrayBuffer(4)); // to wait on
let line: Buffer = Buffer.alloc(0);
let sentBytes = 0;

/** Writes an event to the front's pipe. Returns when all of it has left: a slow reader slows the cell, and nothing piles up. */
export function pipeEvent(event: EvaluatorEvent): void {
  const next = own.bytesOf(`${own.stringify(event)}\n`);
  sendLine(); // an interrupt stops the main thread anywhere, also while it sends: first the rest of that line
  line = next;
  sentBytes = 0;
  sendLine();
}

function sendLine(): void {
  let pauseMs = 1;
  while (sentBytes < line.length) {
    try {
      sentBytes += writeSync(eventsFd, line, sentBytes);
      pauseMs = 1;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE' || code === 'EBADF') return; // the front is gone; the worker ends this process
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(nothing, 0, 0, pauseMs);
      pauseMs = Math.min(pauseMs * 2, 20);
    }
  }
}
