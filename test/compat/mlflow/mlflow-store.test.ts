import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findRunId, listRuns, readRun, storeUri } from '../../../lib/track/index.ts';
import { listArtifacts, writeArtifact } from '../../../lib/track/store/artifacts.ts';
import { ensureExperiment } from '../../../lib/track/store/experiments.ts';
import { logMetrics, metricHistory } from '../../../lib/track/store/metrics.ts';
import { createRun, endRun } from '../../../lib/track/store/runs.ts';
import { openStoreFile, type TrackingStore } from '../../../lib/track/store/tracking-store.ts';
import { peers } from '../peers.ts';

describe.skipIf(!peers)('the store and MLflow 3.17.2', () => {
  let folder = '';
  let store: TrackingStore;

  /** Runs a script of this folder and returns what it printed. */
  function python(script: string, args: string[], env: Record<string, string> = {}): string {
    const path = join(import.meta.dirname, script);
    const command = { encoding: 'utf8' as const, cwd: folder, env: { ...process.env, ...env } };
    const printed = execFileSync(peers?.python ?? 'python3', [path, ...args], {
      ...command,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return printed.trim().split('\n').at(-1) ?? '';
  }

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'octavo-mlflow-'));
    store = openStoreFile(join(folder, 'local_data', 'octavo.db'));
  });

  afterAll(() => {
    store?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('a fresh file has exactly the schema and the first rows that MLflow makes', () => {
    const theirs = join(folder, 'theirs.db');
    const make = `import mlflow; mlflow.MlflowClient("sqlite:///${theirs}").search_experiments()`;
    execFileSync(peers?.python ?? '', ['-c', make], { cwd: folder, stdio: 'ignore' });
    expect(describeDatabase(store.path)).toEqual(describeDatabase(theirs));
  });

  test('MlflowClient reads a run: parameters, history with NaN and infinity, tags, nested runs, artifacts', () => {
    const experiment = ensureExperiment(store, 'iris');
    const startedAt = new Date(1_790_000_000_000);
    const parameters = { epochs: '5', 'model.layers': '[4,3]' };
    const tags = { 'mlflow.source.name': 'workflows/iris/02_train.ipynb', 'octavo.status': 'completed' };
    const id = createRun(store, { experiment, name: 'train', user: 'ada', startedAt, parameters, tags });
    const nested = { 'mlflow.parentRunId': id };
    const child = createRun(store, { experiment, name: 'fold', user: 'ada', startedAt, tags: nested });
    const values = [0.5, Number.NaN, Infinity, -Infinity, 0.125];
    logMetrics(
      store,
      id,
      values.map((value, step) => ({ name: 'loss', value, step, timestampMs: 1000 + step })),
    );
    logMetrics(store, id, [{ name: 'accuracy', value: 0.97, step: 0, timestampMs: 1 }]);
    writeArtifact(store, id, 'notes/read-me.txt', 'hello');
    endRun(store, id, { status: 'FINISHED', endedAt: new Date(1_790_000_001_500) });

    const seen = JSON.parse(python('read_store.py', [storeUri(store.path), id, folder]));
    expect(seen).toEqual({
      experiment: 'iris',
      status: 'FINISHED',
      name: 'train',
      user: 'ada',
      duration_ms: 1500,
      params: parameters,
      metrics: { loss: 0.125, accuracy: 0.97 },
      tags: { ...tags, 'mlflow.user': 'ada', 'mlflow.runName': 'train' },
      history: [
        [0, 0.5, 1000],
        [1, 'NaN', 1001],
        [2, Number.MAX_VALUE, 1002],
        [3, -Number.MAX_VALUE, 1003],
        [4, 0.125, 1004],
      ],
      children: [child],
      by_filter: [id],
      artifacts: ['notes/read-me.txt'],
      downloaded: 'hello',
    });
  });

  test('runs that Python wrote are read: names, endings, parameters, history, nesting, artifacts', () => {
    const ids = JSON.parse(python('write_store.py', [storeUri(store.path)]));
    const parent = readRun(store, ids.parent);
    expect([parent.name, parent.experiment, parent.ending]).toEqual(['parent', 'from python', 'finished']);
    expect(parent.parameters).toEqual({ epochs: '3', note: "it's 50%" });
    expect(parent.tags.stage).toBe('test');
    const loss = metricHistory(store, ids.parent, 'loss').map((point) => point.value);
    expect(loss).toEqual([0.5, Number.NaN, Number.MAX_VALUE]);
    expect(listArtifacts(store, ids.parent).map((artifact) => artifact.name)).toEqual(['notes/python.txt']);
    const lines = listRuns(store, { experiment: 'from python' }).map(({ run, depth }) => [run.name, run.ending, depth]);
    expect(lines).toEqual([
      ['failed', 'failed', 0],
      ['parent', 'finished', 0],
      ['child', 'finished', 1],
    ]);
    expect(findRunId(store, ids.child.slice(0, 24))).toBe(ids.child);
  });

  test('Python code writes into the run that MLFLOW_RUN_ID names', () => {
    const experiment = ensureExperiment(store, 'iris');
    const id = createRun(store, { experiment, name: 'python cell', user: 'ada', startedAt: new Date() });
    const env = { MLFLOW_RUN_ID: id, MLFLOW_TRACKING_URI: storeUri(store.path), MLFLOW_EXPERIMENT_ID: experiment.id };
    expect(python('append_to_run.py', [], env)).toContain(id);
    expect(readRun(store, id).parameters).toEqual({ language: 'python' });
    expect(readRun(store, id).metrics.loss).toMatchObject({ value: 0.25, step: 99 });
  });
});

/** Tables with their columns and keys, indexes, the trigger, and the rows of a fresh database but for times and places. */
function describeDatabase(path: string): unknown {
  const database = new DatabaseSync(path, { readOnly: true });
  const rows = (sql: string, ...values: string[]) => database.prepare(sql).all(...values);
  const tables = rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name");
  const description = {
    tables: tables.map((table) => {
      const name = table.name as string;
      return {
        name,
        columns: rows('SELECT * FROM pragma_table_xinfo(?)', name),
        foreignKeys: rows('SELECT * FROM pragma_foreign_key_list(?)', name),
        indexes: rows('SELECT name, "unique", origin, partial FROM pragma_index_list(?) ORDER BY name', name).map(
          (index) => ({
            ...index,
            columns: rows('SELECT name, "desc" FROM pragma_index_xinfo(?)', index.name as string),
          }),
        ),
      };
    }),
    sources: rows(
      "SELECT type, name, sql FROM sqlite_master WHERE type IN ('table', 'trigger', 'index') ORDER BY type, name",
    ).map((source) => ({ ...source, sql: linesOf(source.sql) })),
    revisions: rows('SELECT * FROM alembic_version'),
    workspaces: rows('SELECT * FROM workspaces'),
    experiments: rows('SELECT experiment_id, name, lifecycle_stage, workspace FROM experiments'),
  };
  database.close();
  return description;
}

/** The lines of a statement, sorted: MLflow's migrations write the constraints of a table in an order that changes. */
function linesOf(sql: unknown): string[] {
  const lines = String(sql).split('\n');
  return lines.map((line) => line.trim().replace(/,$/, '')).sort();
}
