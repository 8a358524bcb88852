/** How often-measured values lie. */
export interface Distribution {
  count: number;
  min: number;
  median: number;
  p90: number;
  max: number;
}

/** Sums values up. Throws when there are none: a figure made of nothing would look like a measurement. */
export function distribution(values: readonly number[]): Distribution {
  if (values.length === 0) throw new Error('Nothing was measured');
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => percentile(sorted, share);
  return { count: sorted.length, min: at(0), median: at(0.5), p90: at(0.9), max: at(1) };
}

/** The value below which `share` of the sorted values lie, in a straight line between two neighbours. */
export function percentile(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] as number;
  const above = sorted[Math.ceil(place)] as number;
  return below + (above - below) * (place - Math.floor(place));
}

/** `median 41 ms (12-88, p90 75; 9 times)` */
export function formatDistribution({ count, min, median, p90, max }: Distribution, unit = 'ms', digits = 0): string {
  const text = (value: number) => value.toFixed(digits);
  return `median ${text(median)} ${unit} (${text(min)}-${text(max)}, p90 ${text(p90)}; ${count} times)`;
}
