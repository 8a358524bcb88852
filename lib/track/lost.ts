// Generated from notebooks/60_track/09_lost.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 60090003 60090004 60090005 60090007 60090008 60090010

// %% notebooks/60_track/09_lost.ipynb#60090003 a9a971cb
import { statSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename } from 'node:path';
import type { JsonObject } from '../notebook/index.ts';
import { copyArtifact } from './store/artifacts.ts';
import { isProcessGone } from '../host/process-identity.ts';
import { endRun } from './store/runs.ts';
import type { TrackingStore } from './store/tracking-store.ts';

// %% notebooks/60_track/09_lost.ipynb#60090004 aa4f1e1a
/** A run that says it is running, and by which process. @internal */
export interface RunningRun {
  id: string;
  startedMs: number;
  pid: string;
  identity: string | null; // of the process
  output: string | null; // where its executed notebook is
}

// %% notebooks/60_track/09_lost.ipynb#60090005 8d351cb1
/** The runs that a machine has started and that did not end. @internal */
export function runningRuns(store: TrackingStore, host: string): RunningRun[] {
  const tag = (name: string) => `(SELECT value FROM tags t WHERE t.run_uuid = r.run_uuid AND t.key = '${name}')`;
  const sql =
    `SELECT r.run_uuid AS id, r.start_time AS startedMs, ${tag('octavo.pid')} AS pid, ` +
    `${tag('octavo.process')} AS identity, ${tag('octavo.output')} AS output FROM runs r ` +
    `WHERE r.status = 'RUNNING' AND r.lifecycle_stage = 'active' AND ${tag('octavo.host')} = ?`;
  return store.rows<RunningRun>(sql, host).filter((run) => /^\d+$/.test(run.pid ?? ''));
}

// %% notebooks/60_track/09_lost.ipynb#60090007 8f81db35
/** When a run gave its last sign of life. @internal */
export function lastSignOfLife(store: TrackingStore, run: RunningRun): Date {
  const sql = 'SELECT max(timestamp) AS time FROM latest_metrics WHERE run_uuid = ?';
  const metric = store.row<{ time: number | null }>(sql, run.id)?.time ?? 0;
  const saved = run.output ? (statSync(run.output, { throwIfNoEntry: false })?.mtimeMs ?? 0) : 0;
  return new Date(Math.min(Date.now(), Math.max(run.startedMs, metric, Math.floor(saved))));
}

// %% notebooks/60_track/09_lost.ipynb#60090008 ad48dbcd
/**
 * Closes the runs of this machine whose process is gone: status KILLED, ending `lost`, in the store and in the executed notebook. Returns
 * their ids. A store that cannot be written is left as it is.
 */
export async function sweepLostRuns(store: TrackingStore): Promise<string[]> {
  const lost = runningRuns(store, hostname()).filter((run) => isProcessGone(Number(run.pid), run.identity ?? ''));
  const swept: string[] = [];
  for (const run of lost) {
    try {
      const end = { status: 'KILLED', endedAt: lastSignOfLife(store, run), tags: { 'octavo.status': 'lost' } } as const;
      endRun(store, run.id, end);
      swept.push(run.id);
      if (run.output && (await markNotebookLost(run.output, run.id))) {
        copyArtifact(store, run.id, run.output, `notebook/${basename(run.output)}`);
      }
    } catch {
      // A store or a notebook that is read-only: the run stays as it is, and the command that looks goes on.
    }
  }
  return swept;
}

// %% notebooks/60_track/09_lost.ipynb#60090010 c519702a
/** Writes `lost` into an executed notebook that still says it is running. Returns whether the notebook belongs to the run. @internal */
export async function markNotebookLost(path: string, runId: string): Promise<boolean> {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return false;
  const { readNotebook, writeNotebook } = await import('../notebook/index.ts');
  const notebook = await readNotebook(path);
  const octavo = (notebook.metadata.octavo ?? {}) as JsonObject;
  if (octavo.run_id !== undefined && octavo.run_id !== runId) return false;
  if (octavo.status !== undefined && octavo.status !== 'running') return false;
  const metadata = { ...notebook.metadata, octavo: { ...octavo, status: 'lost' } };
  await writeNotebook(path, { ...notebook, metadata });
  return true;
}
