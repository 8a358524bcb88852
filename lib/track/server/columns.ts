import type { Static } from 'typebox';
import type { TrackingStore } from '../store/tracking-store.ts';
import type { Columns } from './schemas.ts';

/** The names of the parameters, metrics and tags that runs have, of one experiment or of all. */
export function readColumns(store: TrackingStore, experimentId: string | undefined): Static<typeof Columns> {
  return {
    parameters: keysOf(store, 'params', experimentId),
    metrics: keysOf(store, 'latest_metrics', experimentId),
    tags: keysOf(store, 'tags', experimentId),
  };
}

/** SQLite has no way to skip over equal keys of an index by itself: the recursion goes from each key to the next. */
function keysOf(store: TrackingStore, table: 'params' | 'latest_metrics' | 'tags', experimentId: string | undefined) {
  const ofExperiment = experimentId === undefined ? '' : ' AND r.experiment_id = ?';
  const sql =
    `WITH RECURSIVE keys (key) AS (SELECT min(key) FROM ${table} UNION ALL ` +
    `SELECT (SELECT min(key) FROM ${table} WHERE key > keys.key) FROM keys WHERE keys.key IS NOT NULL) ` +
    `SELECT key FROM keys WHERE key IS NOT NULL AND EXISTS (SELECT 1 FROM ${table} v JOIN runs r ON r.run_uuid = v.run_uuid ` +
    `WHERE v.key = keys.key AND r.lifecycle_stage = 'active'${ofExperiment})`;
  const values = experimentId === undefined ? [] : [Number(experimentId)];
  return store.rows<{ key: string }>(sql, ...values).map((row) => row.key);
}
