/** Wall-clock time and a monotonic stopwatch. */
export interface Clock {
  now: () => Date;
  monotonicMs: () => number; // milliseconds from an arbitrary start, never going back
}

export const systemClock: Clock = {
  now: () => new Date(),
  monotonicMs: () => performance.now(),
};

/**
 * A clock that does not go back: where the wall clock is put back, time goes on by the stopwatch, so that what happens
 * later never has an earlier time, and durations are those that passed. Put forward, it follows.
 */
export function steadyClock(clock: Clock): Clock {
  let lastMs = clock.now().getTime();
  let lastStopwatchMs = clock.monotonicMs();
  const now = () => {
    const stopwatchMs = clock.monotonicMs();
    lastMs = Math.max(clock.now().getTime(), lastMs + stopwatchMs - lastStopwatchMs);
    lastStopwatchMs = stopwatchMs;
    return new Date(Math.floor(lastMs));
  };
  return { now, monotonicMs: clock.monotonicMs };
}
