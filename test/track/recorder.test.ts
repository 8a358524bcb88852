import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Host, nodeHost } from '../../lib/host/index.ts';
import { createNotebook } from '../../lib/notebook/index.ts';
import type { Ending, RunEvent, RunObserver, RunResult } from '../../lib/run/index.ts';
import { openStore, type RecorderOptions, readRun, recorder, searchRuns } from '../../lib/track/index.ts';
import { artifactFolder, listArtifacts } from '../../lib/track/store/artifacts.ts';
import { temporaryFolder } from './temporary-store.ts';

const notebook = createNotebook({ cells: [] });

/** A project in a temporary folder with a recorder in it, and what it warned of. */
function project(options: RecorderOptions = {}, env: Record<string, string> = {}) {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'package.json'), '{ "name": "flowers" }');
  const host: Host = { ...nodeHost, env, cwd: () => folder };
  const warnings: string[] = [];
  const observer = recorder({ ...options, onWarning: (message) => void warnings.push(message) }, host);
  const store = () => openStore(undefined, {}, host);
  return { folder, host, observer, warnings, store };
}

async function start(
  observer: RunObserver,
  input: string,
  more: Partial<Extract<RunEvent, { type: 'run-started' }>> = {},
) {
  const base = {
    runUuid: input,
    input,
    parameters: {},
    defaults: {},
    kernel: 'octavo',
    cwd: '.',
    notebook,
    startedAt: new Date(),
  };
  return (await observer({ type: 'run-started', ...base, ...more })) ?? {};
}

async function finish(observer: RunObserver, runId: string | undefined, more: Partial<RunResult> = {}) {
  const base: RunResult = {
    status: 'completed',
    exitCode: 0,
    input: 'a.ipynb',
    notebook,
    parameters: {},
    cells: [],
    outputs: [],
    durationMs: 1,
  };
  await observer({ type: 'run-finished', result: { ...base, runId, ...more }, endedAt: new Date() });
}

describe('recorder()', () => {
  test.each<[Ending, number, string]>([
    ['completed', 0, 'FINISHED'],
    ['exited', 0, 'FINISHED'],
    ['exited', 3, 'FAILED'],
    ['failed', 1, 'FAILED'],
    ['timed-out', 124, 'FAILED'],
    ['interrupted', 130, 'KILLED'],
    ['kernel-died', 138, 'FAILED'],
    ['terminated', 143, 'KILLED'],
  ])('writes the ending %s (exit %i) as %s', async (status, exitCode, expected) => {
    const { observer, store, warnings } = project();
    const { runId } = await start(observer, 'a.ipynb');
    await finish(observer, runId, { status, exitCode });
    const open = store();
    const run = readRun(open, runId ?? '');
    open.close();
    expect([run.status, run.ending, run.tags['octavo.exit_code'], warnings]).toEqual([
      expected,
      status,
      String(exitCode),
      [],
    ]);
  });

  test('records parameters over defaults, flat and cut, and all of them whole in config.json', async () => {
    const { observer, store } = project();
    const long = 'x'.repeat(9000);
    const parameters = { epochs: 5, model: { layers: [4, 3] }, long };
    const { runId = '' } = await start(observer, 'a.ipynb', { parameters, defaults: { epochs: 1, rate: 0.1 } });
    const open = store();
    const run = readRun(open, runId);
    expect(run.parameters).toEqual({ epochs: '5', rate: '0.1', 'model.layers': '[4,3]', long: 'x'.repeat(6000) });
    const config = JSON.parse(readFileSync(join(artifactFolder(open, runId), 'config.json'), 'utf8'));
    expect(config).toEqual({ ...parameters, rate: 0.1 });
    open.close();
  });

  test('names the experiment after the folder, and keeps the executed notebook and the error', async () => {
    const { folder, observer, store } = project();
    const output = join(folder, 'out.ipynb');
    writeFileSync(output, '{ "executed": true }');
    const { runId = '', env } = await start(observer, 'workflows/iris/02_train.ipynb', { output, seed: 7 });
    const error = {
      ename: 'Error',
      evalue: 'no',
      traceback: ['\u001b[31mError: no\u001b[0m'],
      cell: { id: 'a', index: 1 },
    };
    const input = 'workflows/iris/02_train.ipynb';
    await finish(observer, runId, { status: 'failed', exitCode: 1, input, output, error });
    const open = store();
    const run = readRun(open, runId);
    expect([
      run.name,
      run.tags['octavo.seed'],
      run.experiment,
      run.tags['octavo.notebook'],
      run.tags['octavo.output'],
    ]).toEqual(['02_train', '7', 'iris', 'workflows/iris/02_train.ipynb', output]);
    expect(env?.MLFLOW_EXPERIMENT_ID).toBe(run.experimentId);
    const names = listArtifacts(open, runId).map((artifact) => artifact.name);
    expect(names).toEqual(['config.json', 'error.txt', 'notebook/02_train.ipynb']);
    expect(readFileSync(join(artifactFolder(open, runId), 'error.txt'), 'utf8')).toBe('Error: no\n\nError: no\n');
    open.close();
  });

  test('opens a run nested in that of MLFLOW_RUN_ID, and not in one that is not there', async () => {
    const outer = project();
    const { runId = '' } = await start(outer.observer, 'a.ipynb');
    const env = { MLFLOW_RUN_ID: runId };
    const inner = recorder({}, { ...outer.host, env });
    const child = await start(inner, 'b.ipynb');
    const stray = await start(recorder({}, { ...outer.host, env: { MLFLOW_RUN_ID: 'f'.repeat(32) } }), 'c.ipynb');
    const open = outer.store();
    expect(searchRuns(open, { parentId: runId }).runs.map((run) => run.id)).toEqual([child.runId]);
    expect(readRun(open, stray.runId ?? '').parentId).toBeUndefined();
    open.close();
  });

  test('watches several runs at the same time', async () => {
    const { observer, store } = project();
    const runs = await Promise.all(['a.ipynb', 'b.ipynb', 'c.ipynb'].map((input) => start(observer, input)));
    const endings = ['completed', 'failed', 'interrupted'] as const;
    await Promise.all(runs.map(({ runId }, index) => finish(observer, runId, { status: endings[index] as Ending })));
    const open = store();
    expect(runs.map(({ runId }) => readRun(open, runId ?? '').ending)).toEqual(endings);
    open.close();
  });

  test.each<[RecorderOptions, Record<string, string>, boolean]>([
    [{}, {}, true],
    [{}, { OCTAVO_TRACK: 'off' }, false],
    [{ policy: 'local' }, { OCTAVO_TRACK: 'off' }, true],
    [{ policy: 'ci' }, {}, false],
    [{ policy: 'ci' }, { CI: 'true' }, true],
    [{ policy: 'off' }, { CI: 'true' }, false],
  ])('with options %j and environment %j records: %s', async (options, env, isRecorded) => {
    const { observer } = project(options, env);
    const contribution = await start(observer, 'a.ipynb');
    expect(contribution.runId !== undefined).toBe(isRecorded);
    expect(contribution.env?.OCTAVO_TRACK).toBe(isRecorded ? 'local' : 'off');
  });

  test('trouble with the store or with an artifact is a warning, and the status is written all the same', async () => {
    const { folder, observer, warnings, store } = project();
    const { runId = '' } = await start(observer, 'a.ipynb');
    await finish(observer, runId, { output: join(folder, 'vanished.ipynb') });
    expect(warnings.join()).toMatch(/vanished\.ipynb/);
    const open = store();
    expect(readRun(open, runId).status).toBe('FINISHED');
    open.close();

    writeFileSync(join(folder, 'text.db'), 'this is no database'.repeat(99));
    const broken = project({ store: join(folder, 'text.db') });
    expect(await start(broken.observer, 'a.ipynb')).toEqual({ env: { OCTAVO_TRACK: 'off' } });
    await finish(broken.observer, undefined);
    expect(broken.warnings).toEqual([expect.stringContaining('is not a SQLite database')]);

    const remote = project({}, { MLFLOW_TRACKING_URI: 'http://tracking:5000' });
    expect(await start(remote.observer, 'a.ipynb')).toEqual({ env: { OCTAVO_TRACK: 'off' } });
    expect(remote.warnings).toEqual([expect.stringContaining('comes later')]);
  });
});
