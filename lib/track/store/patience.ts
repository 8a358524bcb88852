import { setTimeout as sleep } from 'node:timers/promises';
import { isOctavoError } from '../../errors/index.ts';

export interface PatienceOptions {
  limitMs?: number | undefined; // default 20,000, as MLflow waits
  signal?: AbortSignal | undefined; // somebody wants to stop: there are `afterStopMs` left then
  afterStopMs?: number | undefined; // default 5,000
  killSignal?: AbortSignal | undefined; // somebody does not want to wait at all
  onWait?: ((error: Error) => void) | undefined; // told once, when the wait is long enough to be noticed
}

/** Does work on a store, and again for as long as another process holds it. */
export type Patiently = <Result>(work: () => Result | Promise<Result>) => Promise<Result>;

/** For stores that are opened to be written patiently: the event loop stands still no longer than this. */
export const shortWaitMs = 50;
const pauseMs = 15;
const noticedMs = 1000;

/**
 * Waits for a held store without blocking: kernels are heard, and Ctrl-C works. What is passed to it must leave nothing
 * behind when it throws `track-store-locked`, as a transaction does. That error is what comes after the limit, which
 * counts from now and for all the work together.
 */
export function createPatience(options: PatienceOptions = {}): Patiently {
  const { limitMs = 20_000, afterStopMs = 5000, signal, killSignal, onWait } = options;
  const startMs = performance.now();
  let stoppedMs = signal?.aborted ? startMs : Number.POSITIVE_INFINITY;
  signal?.addEventListener('abort', () => (stoppedMs = Math.min(stoppedMs, performance.now())), { once: true });
  let isTold = false;
  const isOver = () => {
    const nowMs = performance.now();
    return killSignal?.aborted || nowMs >= startMs + limitMs || nowMs >= stoppedMs + afterStopMs;
  };
  return async (work) => {
    for (;;) {
      try {
        return await work();
      } catch (error) {
        if (!isOctavoError(error) || error.code !== 'track-store-locked' || isOver()) throw error;
        if (!isTold && performance.now() - startMs >= noticedMs) {
          isTold = true;
          onWait?.(error);
        }
        await sleep(pauseMs);
      }
    }
  };
}
