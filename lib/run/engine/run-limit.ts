import type { RunOptions } from '../run-options.ts';

/** What stops a run from outside: its caller, or the limit of its time. */
export interface RunLimit {
  signal: AbortSignal | undefined;
  end: () => void; // no limit holds any more
}

const longestTimerMs = 2 ** 31 - 1; // a longer timer would fire at once

/** The caller's signal, and the time that the whole run may take from here on. */
export function limitRun({ runTimeoutMs, signal }: Pick<RunOptions, 'runTimeoutMs' | 'signal'>): RunLimit {
  if (runTimeoutMs === undefined) return { signal, end: () => undefined };
  const over = new AbortController();
  const words = `the run took longer than ${runTimeoutMs / 1000} s`;
  const stop = () => over.abort(new DOMException(words, 'TimeoutError'));
  const timer = setTimeout(stop, timerMs(runTimeoutMs));
  return {
    signal: signal ? AbortSignal.any([signal, over.signal]) : over.signal,
    end: () => clearTimeout(timer),
  };
}

/** A time that a timer can wait; 25 days when it is more. */
export function timerMs(timeMs: number): number {
  return Math.min(timeMs, longestTimerMs);
}
