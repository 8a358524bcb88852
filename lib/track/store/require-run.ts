import { OctavoError } from '../../errors/index.ts';
import type { TrackingStore } from './tracking-store.ts';

/** Tells whether a store has a run, deleted or not. */
export function hasRun(store: TrackingStore, id: string): boolean {
  return store.row('SELECT 1 FROM runs WHERE run_uuid = ?', id) !== undefined;
}

/** Throws `track-run-unknown` or `track-run-deleted` unless the run is there to be written. */
export function requireRun(store: TrackingStore, id: string): void {
  const row = store.row<{ lifecycle_stage: string }>('SELECT lifecycle_stage FROM runs WHERE run_uuid = ?', id);
  if (!row) {
    throw new OctavoError('track-run-unknown', `The store ${store.path} has no run ${id}`, {
      hint: 'octavo runs list',
    });
  }
  if (row.lifecycle_stage !== 'active') {
    throw new OctavoError('track-run-deleted', `Run ${id} of ${store.path} is deleted`, {
      hint: `mlflow runs restore --run-id ${id}`,
    });
  }
}
