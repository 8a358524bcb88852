/** The server's time, carried on by a clock that nobody can set, and a beat each second for those who show it. */
export interface Clock {
  nowMs: () => number;
  onSecond: (listener: () => void) => () => void; // returns what stops it
}

/** `read` gives the server's time in its latest answer, and the monotonic time when that came. */
export function createClock(read: () => { serverMs: number; monotonicMs: number } | undefined): Clock {
  const listeners = new Set<() => void>();
  let timer: ReturnType<typeof setInterval> | undefined;
  const tick = () => {
    if (document.visibilityState !== 'visible') return;
    for (const listener of [...listeners]) listener();
  };
  return {
    nowMs: () => {
      const latest = read();
      return latest ? latest.serverMs + performance.now() - latest.monotonicMs : Date.now();
    },
    onSecond: (listener) => {
      listeners.add(listener);
      timer ??= setInterval(tick, 1_000);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
  };
}
