// Generated from notebooks/60_track/09_lost.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 60090003 60090004 60090005 60090007 60090008 60090010

// %% notebooks/60_track/09_lost.ipynb#60090003 b661bc2e
import { statSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename } from 'node:path';
import type { Notebook } from '../notebook/index.ts';
import { isJsonObject, type JsonObject } from '../notebook/json/index.ts';
import { type Ending, endings, mlflowStatusOf } from '../run/ending.ts';
import { journalPath } from '../run/storage/journal-file.ts';
import { copyArtifact } from './store/artifacts.ts';
import { isProcessGone } from '../host/process-identity.ts';
import type { Patiently } from './store/patience.ts';
import { endRun, type RunEnd } from './store/runs.ts';
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

// %% notebooks/60_track/09_lost.ipynb#60090005 45b1dd07
/** The runs that a machine has started and that did not end, those that began last first: nested ones before their parents. @internal */
export function runningRuns(store: TrackingStore, host: string): RunningRun[] {
  const tag = (name: string) => `(SELECT value FROM tags t WHERE t.run_uuid = r.run_uuid AND t.key = '${name}')`;
  const sql =
    `SELECT r.run_uuid AS id, r.start_time AS startedMs, ${tag('octavo.pid')} AS pid, ` +
    `${tag('octavo.process')} AS identity, ${tag('octavo.output')} AS output FROM runs r ` +
    `WHERE r.status = 'RUNNING' AND r.lifecycle_stage = 'active' AND ${tag('octavo.host')} = ? ` +
    'ORDER BY r.start_time DESC, r.rowid DESC';
  return store.rows<RunningRun>(sql, host).filter((run) => /^\d+$/.test(run.pid ?? ''));
}

// %% notebooks/60_track/09_lost.ipynb#60090007 8c48dfa6
/** When a run gave its last sign of life. @internal */
export function lastSignOfLife(store: TrackingStore, run: RunningRun): Date {
  const latest = (sql: string) => store.row<{ time: number | null }>(sql, run.id)?.time ?? 0;
  const metric = latest('SELECT max(timestamp) AS time FROM latest_metrics WHERE run_uuid = ?');
  const nested = latest(
    'SELECT max(coalesce(n.end_time, n.start_time)) AS time FROM runs n JOIN tags t ON t.run_uuid = n.run_uuid ' +
      "WHERE t.key = 'mlflow.parentRunId' AND t.value = ?",
  );
  const files = run.output ? [run.output, journalPath(run.output)] : [];
  const saved = files.map((file) => Math.floor(statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0));
  return new Date(Math.max(run.startedMs, Math.min(Date.now(), Math.max(metric, nested, ...saved))));
}

// %% notebooks/60_track/09_lost.ipynb#60090008 623b87ec
/**
 * Closes the runs of this machine whose process is gone: status KILLED, ending `lost`, in the store and in the executed notebook, which
 * is made from its journal first. A run whose notebook says how it ended ends so in the store too. Returns their ids. A store that cannot
 * be written is left as it is.
 */
export async function sweepLostRuns(
  store: TrackingStore,
  patiently: Patiently = async (work) => await work(),
): Promise<string[]> {
  const gone = runningRuns(store, hostname()).filter((run) => isProcessGone(Number(run.pid), run.identity ?? ''));
  if (gone.length === 0) return [];
  // Once more, now that their processes can write nothing: one may have told its end and gone while they were looked for.
  const running = new Set(runningRuns(store, hostname()).map(({ id }) => id));
  const swept: string[] = [];
  for (const run of gone.filter(({ id }) => running.has(id))) {
    try {
      const sign = lastSignOfLife(store, run);
      const told = run.output ? await settleNotebook(run.output, run.id, sign) : undefined;
      await patiently(() => endRun(store, run.id, lostEnd(told, sign)));
      swept.push(run.id);
      const notebook = told?.output ?? run.output;
      if (told && notebook) copyArtifact(store, run.id, notebook, `notebook/${basename(notebook)}`);
    } catch {
      // A store or a notebook that is read-only: the run stays as it is, and the command that looks goes on.
    }
  }
  return swept;
}

// %% notebooks/60_track/09_lost.ipynb#60090010 1f6220a7
/** What an executed notebook says of its end. @internal */
export interface ToldEnd {
  status: Ending;
  exitCode: number | undefined;
  endedAt?: Date | undefined; // undefined: it does not say when
  output?: string | undefined; // where it is, if not where it was to go: there was no room
}

/** The end of a run in the words of the store. @internal */
export function lostEnd(told: ToldEnd | undefined, sign: Date): RunEnd {
  const { status, exitCode, endedAt = sign } = told ?? { status: 'lost', exitCode: undefined };
  const code: Record<string, string> = exitCode === undefined ? {} : { 'octavo.exit_code': String(exitCode) };
  const kept: Record<string, string> = told?.output === undefined ? {} : { 'octavo.output': told.output };
  return { status: mlflowStatusOf(status, exitCode), endedAt, tags: { 'octavo.status': status, ...code, ...kept } };
}

/** When an executed notebook says that its run ended: it was written to later, when that was found out. @internal */
export function toldEndTime({ papermill }: JsonObject, latest: Date): Date | undefined {
  const told = isJsonObject(papermill) ? Date.parse(String(papermill.end_time)) : Number.NaN;
  return told <= latest.getTime() ? new Date(told) : undefined;
}

/** What a notebook says of the end of a run; undefined while it goes on, and when it is another run's. @internal */
export function toldEnd({ metadata }: Notebook, runId: string, latest: Date): ToldEnd | undefined {
  const { status, exit_code: code, run_id: id } = (metadata.octavo ?? {}) as JsonObject;
  if (id !== runId || typeof status !== 'string' || !Object.hasOwn(endings, status)) return undefined;
  const exitCode = typeof code === 'number' ? code : undefined;
  return { status: status as Ending, exitCode, endedAt: toldEndTime(metadata, latest) };
}

/**
 * Brings an executed notebook to its end: from its journal, from the copy that was kept when the disk was full, else by
 * writing `lost` into it. Undefined when it is not the run's. @internal
 */
export async function settleNotebook(path: string, runId: string, lostAt: Date): Promise<ToldEnd | undefined> {
  const [{ recoverRun }, { findKeptNotebook }, { readNotebook, writeNotebook }] = await Promise.all([
    import('../run/storage/recover-run.ts'),
    import('../run/storage/kept-copy.ts'),
    import('../notebook/index.ts'),
  ]);
  await recoverRun(path, () => undefined);
  const file = findKeptNotebook(runId);
  const kept = file === undefined ? undefined : await readNotebook(file);
  const end = kept && toldEnd(kept, runId, lostAt);
  const elsewhere = end && { ...end, output: file };
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return elsewhere;
  const notebook = await readNotebook(path);
  const told = toldEnd(notebook, runId, lostAt);
  if (told) return told;
  const { status, run_id: id } = (notebook.metadata.octavo ?? {}) as JsonObject;
  if (id !== runId || (status !== undefined && status !== 'running')) return elsewhere; // of another run, or a path that a store from elsewhere made up
  if (kept && end) {
    const isWritten = await writeNotebook(path, kept).then(
      () => true,
      () => false, // there is no room still
    );
    return isWritten ? end : elsewhere;
  }
  const { markLost } = await import('../run/journal.ts');
  await writeNotebook(path, markLost(notebook, lostAt));
  return { status: 'lost', exitCode: undefined };
}
