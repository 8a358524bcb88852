import { stoppedError } from './retries.ts';
import { slowError, timeoutError } from './web-failure.ts';
import type { Patience } from './web-limits.ts';

/** What is done with a server that may answer slowly, or never. */
export interface Exchange {
  signal: AbortSignal; // aborts when the exchange is over, however it ended: whatever is still open is to close
  moved: (bytes: number) => void; // to be called for every piece that came or went
}

/**
 * Does something with a server, and waits for it no longer than the limits say and the run goes on. It is left where it
 * is then: no promise that stays pending, in Node or in a package, holds a run up. Throws `run-remote-timeout` and
 * `run-remote-stopped`.
 */
export async function withServer<Result>(
  shown: string, // the place as messages show it
  { quietMs, slowestBytesPerSecond }: Patience,
  stopped: AbortSignal | undefined, // the run is to end
  work: (exchange: Exchange) => Promise<Result>,
): Promise<Result> {
  const end = new AbortController(); // one of our own, held here: a signal joined from others may be collected while it is awaited
  const { promise: over, reject: giveUp } = Promise.withResolvers<never>();
  const stop = () => giveUp(stoppedError(shown, stopped as AbortSignal));
  const startMs = performance.now();
  let lastMs = startMs;
  let count = 0;
  let timer = setTimeout(late, quietMs);

  function moved(bytes: number): void {
    if (end.signal.aborted) return;
    count += bytes;
    lastMs = performance.now();
    clearTimeout(timer);
    const leftMs = quietMs + (count / slowestBytesPerSecond) * 1000 - (lastMs - startMs);
    timer = setTimeout(late, Math.max(1, Math.min(quietMs, leftMs)));
  }

  function late(): void {
    const nowMs = performance.now();
    const isQuiet = nowMs - lastMs > quietMs / 2; // else bytes came until just now
    giveUp(isQuiet ? timeoutError(shown, nowMs - lastMs) : slowError(shown, count, nowMs - startMs));
  }

  stopped?.addEventListener('abort', stop, { once: true });
  if (stopped?.aborted) stop();
  try {
    return await Promise.race([over, work({ signal: end.signal, moved })]);
  } finally {
    clearTimeout(timer);
    stopped?.removeEventListener('abort', stop);
    end.abort();
  }
}
