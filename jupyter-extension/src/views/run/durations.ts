/** A span of time as people read it: `0.4 s`, `12 s`, `3 min 5 s`, `2 h 10 min`, `3 d 4 h`. Never negative. */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.max(0, milliseconds) / 1000;
  if (seconds < 9.95) return `${seconds.toFixed(1).replace(/\.0$/, '')} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return pair(whole, 60, 'min', 1, 's');
  if (whole < 86_400) return pair(whole, 3600, 'h', 60, 'min');
  return pair(whole, 86_400, 'd', 3600, 'h');
}

/** How long ago, or how long something takes, by a clock that nobody can set: what the server's clock said when, and now. */
export function elapsedMs(
  startedMs: number,
  { nowMs, receivedAtMs }: { nowMs: number; receivedAtMs: number }, // the server's clock in an answer; the page's monotonic one then
  monotonicMs: number, // now
): number {
  return Math.max(0, nowMs - startedMs + Math.max(0, monotonicMs - receivedAtMs));
}

function pair(seconds: number, large: number, largeUnit: string, small: number, smallUnit: string): string {
  const rest = Math.floor((seconds % large) / small);
  return rest === 0
    ? `${Math.floor(seconds / large)} ${largeUnit}`
    : `${Math.floor(seconds / large)} ${largeUnit} ${rest} ${smallUnit}`;
}
