import type { Static } from 'typebox';
import type { RunRecord } from '../run-record.ts';
import type { TrackingStore } from '../store/tracking-store.ts';
import { metricValue } from './metric-series.ts';
import type { Run } from './schemas.ts';

const mostLetters = 10_000;

export type RunJson = Static<typeof Run>;

/** Recorded runs as the API gives them. */
export function runsJson(store: TrackingStore, runs: RunRecord[]): RunJson[] {
  const counts = childCounts(
    store,
    runs.map((run) => run.id),
  );
  return runs.map((run) => ({
    id: run.id,
    name: run.name,
    experimentId: run.experimentId,
    experimentName: run.experiment,
    status: run.status,
    ending: run.ending,
    user: run.user,
    startedMs: run.startedAt?.getTime() ?? null,
    endedMs: run.endedAt?.getTime() ?? null,
    durationMs: run.durationMs ?? null,
    parentId: run.parentId ?? null,
    childCount: counts.get(run.id) ?? 0,
    parameters: cutTexts(run.parameters),
    metrics: Object.fromEntries(
      Object.entries(run.metrics).map(([name, metric]) => [name, { ...metric, value: metricValue(metric.value) }]),
    ),
    tags: cutTexts(run.tags),
  }));
}

/**
 * Texts no longer than a page can take. MLflow and Octavo keep 8000 letters at most, but another program may have written a
 * hundred megabytes, which would hide all other runs: Jupyter's proxy refuses so large an answer.
 */
function cutTexts(texts: Record<string, string>): Record<string, string> {
  const entries = Object.entries(texts);
  if (!entries.some(([, text]) => text.length > mostLetters)) return texts;
  return Object.fromEntries(entries.map(([name, text]) => [name, cutText(text)]));
}

export function cutText(text: string): string {
  return text.length > mostLetters ? `${text.slice(0, mostLetters).toWellFormed()}…` : text;
}

/** How many runs are nested directly in each of these. */
function childCounts(store: TrackingStore, ids: string[]): Map<string, number> {
  const sql =
    'SELECT t.value AS id, count(*) AS count FROM tags t JOIN runs r ON r.run_uuid = t.run_uuid ' +
    "WHERE t.key = 'mlflow.parentRunId' AND r.lifecycle_stage = 'active' " +
    'AND t.value IN (SELECT value FROM json_each(?)) GROUP BY t.value';
  const rows = store.rows<{ id: string; count: number }>(sql, JSON.stringify(ids));
  return new Map(rows.map(({ id, count }) => [id, count]));
}
