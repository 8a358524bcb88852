/** Wall-clock time and a monotonic stopwatch. */
export interface Clock {
  now: () => Date;
  monotonicMs: () => number; // milliseconds from an arbitrary start, never going back
}

export const systemClock: Clock = {
  now: () => new Date(),
  monotonicMs: () => performance.now(),
};
