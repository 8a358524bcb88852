/** How long something that began at `startedMs` of the server's clock takes, by a clock that nobody can set. Never negative. */
export function elapsedMs(
  startedMs: number,
  { nowMs, receivedAtMs }: { nowMs: number; receivedAtMs: number }, // the server's clock in an answer; the page's monotonic one then
  monotonicMs: number, // now
): number {
  return Math.max(0, nowMs - startedMs + Math.max(0, monotonicMs - receivedAtMs));
}
