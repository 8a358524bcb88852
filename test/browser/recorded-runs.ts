import { ensureExperiment } from '../../lib/track/store/experiments.ts';
import { logMetrics } from '../../lib/track/store/metrics.ts';
import { createRun, endRun, type RunStatus } from '../../lib/track/store/runs.ts';
import type { TrackingStore } from '../../lib/track/store/tracking-store.ts';

export interface RecordedRun {
  name: string;
  experiment?: string;
  status?: RunStatus; // RUNNING unless given
  parent?: string; // id
  parameters?: Record<string, string>;
  metrics?: Record<string, number[]>; // a value for each step
  tags?: Record<string, string>;
}

let started = Date.now() - 3_600_000;

/** Records a run at once, as a program that has done its work before. Returns its id. */
export function recordRun(store: TrackingStore, run: RecordedRun): string {
  started += 1000;
  const experiment = ensureExperiment(store, run.experiment ?? 'garden');
  const id = createRun(store, {
    experiment,
    name: run.name,
    user: 'ada',
    startedAt: new Date(started),
    parameters: run.parameters ?? {},
    tags: { ...run.tags, ...(run.parent ? { 'mlflow.parentRunId': run.parent } : {}) },
  });
  for (const [name, values] of Object.entries(run.metrics ?? {})) {
    const points = values.map((value, step) => ({ name, value, step, timestampMs: started + step }));
    for (let first = 0; first < points.length; first += 1000) logMetrics(store, id, points.slice(first, first + 1000));
  }
  if (run.status && run.status !== 'RUNNING')
    endRun(store, id, { status: run.status, endedAt: new Date(started + 400) });
  return id;
}
