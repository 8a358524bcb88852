import type { Static } from 'typebox';
import type { TrackingStore } from '../store/tracking-store.ts';
import { choosePoints, type Points } from './downsample.ts';
import type { MetricSeries, MetricValue } from './schemas.ts';

/** A number as the API gives it. The store keeps an infinity as the greatest number there is. */
export function metricValue(value: number): Static<typeof MetricValue> {
  if (Number.isNaN(value)) return 'NaN';
  if (value >= Number.MAX_VALUE) return 'Infinity';
  return value <= -Number.MAX_VALUE ? '-Infinity' : value;
}

/** All points of a metric, by step; those of one step as they came. */
function readPoints(store: TrackingStore, runId: string, name: string): Points {
  const sql = 'SELECT step, timestamp, value, is_nan FROM metrics WHERE run_uuid = ? AND key = ? ORDER BY step, rowid';
  const points: Points = { steps: [], timestampsMs: [], values: [] };
  for (const [step, timestamp, value, isNan] of store.lists<[number, number, number, number]>(sql, runId, name)) {
    points.steps.push(step);
    points.timestampsMs.push(timestamp);
    points.values.push(isNan ? Number.NaN : Math.abs(value) === Number.MAX_VALUE ? Math.sign(value) / 0 : value);
  }
  return points;
}

/** The curve of a metric with at most `maxPoints` points; one without points when the run has no such metric. */
export function readSeries(
  store: TrackingStore,
  runId: string,
  name: string,
  maxPoints: number,
): Static<typeof MetricSeries> {
  const { steps, timestampsMs, values } = readPoints(store, runId, name);
  const chosen = choosePoints(values, maxPoints);
  return {
    name,
    steps: chosen.map((index) => steps[index] as number),
    timestampsMs: chosen.map((index) => timestampsMs[index] as number),
    values: chosen.map((index) => metricValue(values[index] as number)),
    total: values.length,
    isSampled: chosen.length < values.length,
  };
}
