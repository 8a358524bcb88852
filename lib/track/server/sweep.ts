import { hostname } from 'node:os';
import { isProcessGone } from '../../host/process-identity.ts';
import { runningRuns, sweepLostRuns } from '../lost.ts';
import { openStoreFile } from '../store/tracking-store.ts';
import type { ProjectStore } from './project-store.ts';

/**
 * Closes the runs of this machine whose process is gone, as every command does, so that a panel does not show them
 * running for ever. The store is opened for writing only when there is one. Trouble is left for later.
 */
export async function sweepProject(projectStore: ProjectStore): Promise<void> {
  try {
    const running = projectStore.read(
      (store) => runningRuns(store, hostname()),
      () => [],
    );
    if (!running.some((run) => isProcessGone(Number(run.pid), run.identity ?? ''))) return;
    const store = openStoreFile(projectStore.path, { create: false, busyTimeoutMs: 200 });
    try {
      await sweepLostRuns(store);
    } finally {
      store.close();
    }
  } catch {
    // A store that is locked or read-only: its runs stay as they are.
  }
}
