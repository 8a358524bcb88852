import { randomUUID } from 'node:crypto';
import { limits, truncate } from '../limits.ts';
import type { Experiment } from './experiments.ts';
import { writeParameters } from './parameters.ts';
import { requireRun } from './require-run.ts';
import { writeTags } from './tags.ts';
import type { TrackingStore } from './tracking-store.ts';

export type RunStatus = 'SCHEDULED' | 'RUNNING' | 'FINISHED' | 'FAILED' | 'KILLED';

export interface NewRun {
  experiment: Experiment;
  name: string;
  user: string;
  startedAt: Date;
  tags?: Record<string, string>;
  parameters?: Record<string, string>; // texts that keep to the limits
}

/** Makes a run with status RUNNING, its parameters and its tags in one transaction. Returns its id: 32 hex digits. */
export function createRun(store: TrackingStore, run: NewRun): string {
  const id = randomUUID().replaceAll('-', '');
  const name = truncate(run.name, limits.runName);
  store.write(() => {
    store.change(
      'INSERT INTO runs (run_uuid, name, source_type, source_name, entry_point_name, user_id, status, start_time, ' +
        "source_version, lifecycle_stage, artifact_uri, experiment_id) VALUES (?, ?, 'UNKNOWN', '', '', ?, 'RUNNING', " +
        "?, '', 'active', ?, ?)",
      id,
      name,
      run.user,
      run.startedAt.getTime(),
      `${run.experiment.artifactLocation}/${id}/artifacts`,
      Number(run.experiment.id),
    );
    writeParameters(store, id, run.parameters ?? {});
    writeTags(store, id, { 'mlflow.user': run.user, ...run.tags, 'mlflow.runName': name });
  });
  return id;
}

export interface RunEnd {
  status: RunStatus;
  endedAt: Date;
  tags?: Record<string, string>;
}

/** Closes a run: status, end time (never before its start) and tags in one transaction. Throws `track-run-unknown`, `track-run-deleted`. */
export function endRun(store: TrackingStore, id: string, end: RunEnd): void {
  store.write(() => {
    requireRun(store, id);
    const change = 'UPDATE runs SET status = ?, end_time = max(?, start_time) WHERE run_uuid = ?';
    store.change(change, end.status, end.endedAt.getTime(), id);
    writeTags(store, id, end.tags ?? {});
  });
}
