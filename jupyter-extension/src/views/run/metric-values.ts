import type { Schemas } from '../api/client.ts';

/** A metric's value in a table: six digits that matter, the rest by pointing at it; words for what is no number. */
export function formatValue(value: Schemas['MetricValue']): string {
  if (typeof value === 'string') return value === 'Infinity' ? '∞' : value === '-Infinity' ? '−∞' : value;
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return String(value);
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e9)) return value.toExponential(4).replace(/\.?0+e/, 'e');
  return String(Number(value.toPrecision(Math.max(6, Math.ceil(Math.log10(size))))));
}
