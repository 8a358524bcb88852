import { checkName, limits, truncate } from '../limits.ts';
import { requireRun } from './require-run.ts';
import type { TrackingStore } from './tracking-store.ts';

const runNameTag = 'mlflow.runName';

/** Sets tags, all or none; a tag that is there gets the new value. `mlflow.runName` renames the run, as in MLflow. */
export function setTags(store: TrackingStore, runId: string, tags: Record<string, string>): void {
  for (const name of Object.keys(tags)) checkName('tag', name);
  store.write(() => {
    requireRun(store, runId);
    writeTags(store, runId, tags);
    const name = tags[runNameTag];
    if (name) store.change('UPDATE runs SET name = ? WHERE run_uuid = ?', truncate(name, limits.runName), runId);
  });
}

/** Sets tags within a transaction of the caller. */
export function writeTags(store: TrackingStore, runId: string, tags: Record<string, string>): void {
  for (const [name, value] of Object.entries(tags)) {
    store.change(
      'INSERT INTO tags (key, value, run_uuid) VALUES (?, ?, ?) ' +
        'ON CONFLICT (key, run_uuid) DO UPDATE SET value = excluded.value',
      name,
      truncate(value, limits.tagValue),
      runId,
    );
  }
}
