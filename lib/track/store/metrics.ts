import { OctavoError } from '../../errors/index.ts';
import { checkName, decodeNumber, encodeNumber } from '../limits.ts';
import { requireRun } from './require-run.ts';
import type { TrackingStore } from './tracking-store.ts';

export interface MetricPoint {
  name: string;
  value: number; // NaN and infinities too
  step: number; // an integer, also a negative one
  timestampMs: number; // since 1970, UTC
}

/** Throws `track-metric-invalid` or `track-name-invalid` unless the point may be recorded. */
export function checkMetric(point: MetricPoint): void {
  checkName('metric', point.name);
  const refuse = (what: string, value: unknown) => {
    const message = `Cannot record metric "${point.name}": ${what}, not ${JSON.stringify(value) ?? String(value)}`;
    throw new OctavoError('track-metric-invalid', message, { hint: `log.metric('${point.name}', 0.5, { step: 1 })` });
  };
  if (typeof point.value !== 'number') refuse('its value must be a number', point.value);
  if (!Number.isSafeInteger(point.step)) refuse('its step must be an integer', point.step);
  if (!Number.isSafeInteger(point.timestampMs) || point.timestampMs < 0) {
    refuse('its time must be a Date or milliseconds since 1970', point.timestampMs);
  }
}

/**
 * Records points of one run in one transaction. A point that is there already is left as it is. The latest value is
 * the greatest by step, then time, then value (MLflow's rule). Throws `track-metric-invalid`, `track-run-unknown`.
 */
export function logMetrics(store: TrackingStore, runId: string, points: MetricPoint[]): void {
  for (const point of points) checkMetric(point);
  store.write(() => {
    requireRun(store, runId);
    for (const point of points) writePoint(store, runId, point);
  });
}

function writePoint(store: TrackingStore, runId: string, { name, value, step, timestampMs }: MetricPoint): void {
  const stored = encodeNumber(value);
  const added = store.change(
    'INSERT INTO metrics (key, value, timestamp, run_uuid, step, is_nan) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
    name,
    stored.value,
    timestampMs,
    runId,
    step,
    stored.isNan,
  );
  if (added === 0) return;
  store.change(
    'INSERT INTO latest_metrics (key, value, timestamp, step, is_nan, run_uuid) VALUES (?, ?, ?, ?, ?, ?) ' +
      'ON CONFLICT (key, run_uuid) DO UPDATE SET value = excluded.value, timestamp = excluded.timestamp, ' +
      'step = excluded.step, is_nan = excluded.is_nan WHERE (excluded.step, excluded.timestamp, excluded.value) > ' +
      '(latest_metrics.step, latest_metrics.timestamp, latest_metrics.value)',
    name,
    stored.value,
    timestampMs,
    step,
    stored.isNan,
    runId,
  );
}

interface MetricRow {
  key: string;
  value: number;
  timestamp: number;
  step: number;
  is_nan: number;
}

/** Every point of a metric, by time, step and value; [] when there is none. */
export function metricHistory(store: TrackingStore, runId: string, name: string): MetricPoint[] {
  const sql =
    'SELECT key, value, timestamp, step, is_nan FROM metrics WHERE run_uuid = ? AND key = ? ORDER BY timestamp, step, value';
  return store.rows<MetricRow>(sql, runId, name).map((row) => ({
    name: row.key,
    value: decodeNumber(row),
    step: row.step,
    timestampMs: row.timestamp,
  }));
}

export interface MetricRange {
  points: number;
  firstStep: number;
  lastStep: number;
}

/** How many points each metric of a run has, and over which steps. */
export function metricRanges(store: TrackingStore, runId: string): Record<string, MetricRange> {
  const sql =
    'SELECT key, count(*) AS points, min(step) AS firstStep, max(step) AS lastStep FROM metrics WHERE run_uuid = ? GROUP BY key';
  const rows = store.rows<MetricRange & { key: string }>(sql, runId);
  return Object.fromEntries(rows.map(({ key, ...range }) => [key, range]));
}

/** The step after the last one of a metric, 0 when it has none. */
export function nextStep(store: TrackingStore, runId: string, name: string): number {
  const sql = 'SELECT step FROM latest_metrics WHERE run_uuid = ? AND key = ?';
  const row = store.row<{ step: number }>(sql, runId, name);
  return row ? row.step + 1 : 0;
}
