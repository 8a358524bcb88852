import { isBusy } from './failure.ts';

/** How long SQLite itself waits for a lock: nothing can interrupt it then, neither Ctrl-C nor the kernel's interrupt. */
export const nativeWaitMs = 100;
const pauseMs = 5; // SQLite refuses at once where waiting cannot help it: two that change the journal mode, say
const never = new Int32Array(new SharedArrayBuffer(4));

/**
 * Does a piece of work again for as long as another connection holds the file, `limitMs` at most. It blocks the thread,
 * but between two tries JavaScript runs, so that a cell which waits here can be interrupted.
 */
export function whileBusy<Result>(work: () => Result, limitMs: number): Result {
  const startMs = performance.now();
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error) || performance.now() - startMs >= limitMs) throw error;
      Atomics.wait(never, 0, 0, pauseMs);
    }
  }
}
