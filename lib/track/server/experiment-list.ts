import type { Static } from 'typebox';
import { listExperiments } from '../store/experiments.ts';
import type { TrackingStore } from '../store/tracking-store.ts';
import type { Experiment } from './schemas.ts';

/** The experiments that are not deleted, by name, each with the numbers of its runs. */
export function listExperimentRows(store: TrackingStore): Static<typeof Experiment>[] {
  const sql =
    "SELECT experiment_id AS id, count(*) AS runCount, sum(status = 'RUNNING') AS runningCount, " +
    "max(start_time) AS lastStartedMs FROM runs WHERE lifecycle_stage = 'active' GROUP BY experiment_id";
  const rows = store.rows<{ id: number; runCount: number; runningCount: number; lastStartedMs: number | null }>(sql);
  const counts = new Map(rows.map(({ id, ...count }) => [String(id), count]));
  const none = { runCount: 0, runningCount: 0, lastStartedMs: null };
  return listExperiments(store).map(({ id, name }) => ({ id, name, ...(counts.get(id) ?? none) }));
}
