/** What the curves of a run are drawn along. */
export type XAxis = 'step' | 'time' | 'relative';

/** Places on the x axis, and what the axis measures. */
export interface Axis {
  readonly type: 'linear' | 'date';
  readonly unit: 'step' | 'time' | 'seconds' | 'minutes' | 'hours';
  readonly at: (step: number, timestampMs: number) => number | string;
}

interface Logged {
  readonly steps: readonly number[];
  readonly timestampsMs: readonly number[];
}

/** Chooses the axis for all series of one chart. Relative time begins at the run's start, or before it where a clock went back. */
export function axisFor(kind: XAxis, series: readonly Logged[], startedMs: number | null): Axis {
  if (kind === 'step') return { type: 'linear', unit: 'step', at: (step) => step };
  if (kind === 'time') return { type: 'date', unit: 'time', at: (_step, timestampMs) => localTime(timestampMs) };
  let [first, last] = [startedMs ?? Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { timestampsMs } of series) {
    for (const timestampMs of timestampsMs) {
      first = Math.min(first, timestampMs);
      last = Math.max(last, timestampMs);
    }
  }
  const [unit, unitMs] = unitFor(last - first);
  return { type: 'linear', unit, at: (_step, timestampMs) => (timestampMs - first) / unitMs };
}

function unitFor(spanMs: number): ['seconds' | 'minutes' | 'hours', number] {
  if (spanMs > 3 * 3_600_000) return ['hours', 3_600_000];
  if (spanMs > 3 * 60_000) return ['minutes', 60_000];
  return ['seconds', 1000];
}

// Plotly draws a number on a date axis in UTC, and text as it stands; people want the time of their own clock.
function localTime(timestampMs: number): string {
  const date = new Date(timestampMs);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const time = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  return `${day} ${time}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}
