import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Experiment, ensureExperiment } from '../../lib/track/store/experiments.ts';
import { createRun, type NewRun } from '../../lib/track/store/runs.ts';
import { openStoreFile, type TrackingStore } from '../../lib/track/store/tracking-store.ts';

/** A folder that goes when the test is over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'octavo-track-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** An empty store that goes when the test is over. */
export function temporaryStore(): { store: TrackingStore; folder: string } {
  const folder = temporaryFolder();
  const store = openStoreFile(join(folder, 'local_data', 'octavo.db'));
  onTestFinished(() => store.close());
  return { store, folder };
}

/** A store with one run in it. */
export function storeWithRun(more: Partial<NewRun> = {}): {
  store: TrackingStore;
  folder: string;
  runId: string;
  experiment: Experiment;
} {
  const { store, folder } = temporaryStore();
  const experiment = ensureExperiment(store, 'iris');
  const runId = createRun(store, { experiment, name: 'train', user: 'ada', startedAt: new Date(), ...more });
  return { store, folder, runId, experiment };
}
