import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { octavoKernelSpec, startSession } from '../../lib/kernel/index.ts';
import { codeCell, createNotebook, readNotebook, writeNotebook } from '../../lib/notebook/index.ts';
import { type RunRecord, type RunSearch, readRun, searchRuns } from '../../lib/track/index.ts';
import { artifactFolder, listArtifacts } from '../../lib/track/store/artifacts.ts';
import { ensureExperiment } from '../../lib/track/store/experiments.ts';
import { metricHistory } from '../../lib/track/store/metrics.ts';
import { createRun } from '../../lib/track/store/runs.ts';
import { openStoreFile, type TrackingStore } from '../../lib/track/store/tracking-store.ts';

const execute = promisify(execFile);
const program = join(import.meta.dirname, '..', '..', 'bin', 'octavo.js');
let folder = '';

const git = (...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', ...args], {
    cwd: folder,
    encoding: 'utf8',
  });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'octavo-runs-'));
  writeFileSync(join(folder, 'package.json'), '{ "name": "flowers", "type": "module" }');
  writeFileSync(join(folder, '.gitignore'), 'local_data\n');
  mkdirSync(join(folder, 'local_data'));
  await notebook(
    'train',
    "import { log } from 'octavo/track';",
    { parameters: 'const epochs = 5;\nconst rate: number = 0.1;' },
    'for (let epoch = 0; epoch < epochs; epoch++) log.metric("loss", rate / (epoch + 1));\nlog.tag("backend", "cpu");',
    'log.figure("loss", { data: [{ y: [1, 2] }], layout: {} });\nlog.artifact("notes/a.txt", "kept");',
  );
  git('init', '-q');
  git('add', '.');
  git('commit', '-qm', 'a project');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Writes a notebook into the project. */
async function notebook(name: string, ...sources: (string | { parameters: string })[]): Promise<void> {
  const cells = sources.map((source, index) => {
    const options = { id: `cell-${index}`, tags: typeof source === 'string' ? [] : ['parameters'] };
    return codeCell(typeof source === 'string' ? source : source.parameters, options);
  });
  const metadata = { kernelspec: { name: 'tslab', display_name: 'TypeScript', language: 'typescript' } };
  await writeNotebook(join(folder, `${name}.ipynb`), createNotebook({ cells, metadata }));
}

function cleanEnv(): Record<string, string | undefined> {
  const { MLFLOW_RUN_ID, MLFLOW_TRACKING_URI, MLFLOW_EXPERIMENT_NAME, OCTAVO_TRACK, NODE_OPTIONS, CI, ...env } =
    process.env;
  return env;
}

async function octavo(args: string[], env: Record<string, string> = {}) {
  const run = execute(process.execPath, [program, ...args], { cwd: folder, env: { ...cleanEnv(), ...env } });
  return run.then(
    (end) => ({ ...end, code: 0 }),
    (error) => error as { stdout: string; stderr: string; code: number },
  );
}

/** Does something with the project's store. */
function inStore<Result>(work: (store: TrackingStore) => Result): Result {
  const store = openStoreFile(join(folder, 'local_data', 'octavo.db'), { create: false });
  try {
    return work(store);
  } finally {
    store.close();
  }
}

const newest = (search: RunSearch) => inStore((store) => searchRuns(store, search).runs[0] as RunRecord);

test('octavo run records parameters, what the notebook logs, its origin and the executed notebook', async () => {
  const end = await octavo(['run', 'train.ipynb', 'local_data/out.ipynb', '-p', 'epochs', '3']);
  expect(end.code, end.stderr).toBe(0);
  const run = newest({ tags: { 'octavo.notebook': 'train.ipynb' } });
  expect([run.name, run.experiment, run.status, run.ending]).toEqual(['train', 'flowers', 'FINISHED', 'completed']);
  expect(run.parameters).toEqual({ epochs: '3', rate: '0.1' });
  expect(run.tags).toMatchObject({
    backend: 'cpu',
    'mlflow.source.name': 'train.ipynb',
    'mlflow.source.git.commit': git('rev-parse', 'HEAD').trim(),
    'octavo.git.dirty': 'false',
    'octavo.status': 'completed',
  });
  inStore((store) => {
    expect(metricHistory(store, run.id, 'loss').map(({ step, value }) => [step, value])).toEqual([
      [0, 0.1],
      [1, 0.05],
      [2, 0.1 / 3],
    ]);
    const names = listArtifacts(store, run.id).map((artifact) => artifact.name);
    expect(names).toEqual(['config.json', 'loss.plotly.json', 'notebook/train.ipynb', 'notes/a.txt']);
    const kept = readFileSync(join(artifactFolder(store, run.id), 'notebook', 'train.ipynb'));
    expect(kept.equals(readFileSync(join(folder, 'local_data', 'out.ipynb')))).toBe(true);
  });
});

test('a tree with uncommitted changes is recorded as dirty', async () => {
  await notebook(
    'failing',
    "import { log } from 'octavo/track';\nlog.metric('before', 1);",
    'throw new RangeError("too hot");',
  );
  git('add', 'failing.ipynb');
  const end = await octavo(['run', 'failing.ipynb', 'local_data/failed.ipynb']);
  expect(end.code).toBe(1);
  const run = newest({ tags: { 'octavo.notebook': 'failing.ipynb' } });
  expect([run.status, run.ending, run.metrics.before?.value]).toEqual(['FAILED', 'failed', 1]);
  expect([run.tags['octavo.git.dirty'], run.tags['octavo.error']]).toEqual(['true', 'RangeError: too hot']);
  inStore((store) => {
    const folderOfRun = artifactFolder(store, run.id);
    expect(readFileSync(join(folderOfRun, 'error.txt'), 'utf8')).toContain('too hot');
    expect(existsSync(join(folderOfRun, 'notebook', 'failing.ipynb'))).toBe(true);
  });
});

test('process.exit in a cell loses nothing that was logged', async () => {
  await notebook('leaving', "import { log } from 'octavo/track';", 'log.metric("last", 42);\nprocess.exit(3);');
  const end = await octavo(['run', 'leaving.ipynb', 'local_data/left.ipynb']);
  expect(end.code).toBe(3);
  const run = newest({ tags: { 'octavo.notebook': 'leaving.ipynb' } });
  expect([run.status, run.ending, run.metrics.last?.value]).toEqual(['FAILED', 'exited', 42]);
});

test('a notebook that runs three others gives one run with three nested in it', async () => {
  await notebook(
    'workflow',
    "import { runNotebook } from 'octavo/run';\nimport { log, recorder } from 'octavo/track';",
    'const runs = [1, 2, 3].map((epochs) =>\n' +
      "  runNotebook('train.ipynb', { output: 'local_data/train-' + epochs + '.ipynb', parameters: { epochs }, observers: [recorder()] }));\n" +
      'const results = await Promise.all(runs);',
    'log.metric("steps", results.length);\nresults.map((result) => result.status)',
  );
  const end = await octavo(['run', 'workflow.ipynb', 'local_data/workflow.ipynb']);
  expect(end.code, end.stderr).toBe(0);
  const parent = newest({ tags: { 'octavo.notebook': 'workflow.ipynb' } });
  expect([parent.parentId, parent.ending, parent.metrics.steps?.value]).toEqual([undefined, 'completed', 3]);
  const children = inStore(
    (store) => searchRuns(store, { parentId: parent.id, order: 'parameter.epochs', ascending: true }).runs,
  );
  expect(children.map((run) => [run.name, run.ending, run.parameters.epochs, run.metrics.loss?.step])).toEqual([
    ['train', 'completed', '1', 0],
    ['train', 'completed', '2', 1],
    ['train', 'completed', '3', 2],
  ]);
  expect(parent.metrics.loss).toBeUndefined();
  const table = (await octavo(['runs', 'list', '--limit', '1'])).stdout;
  expect(table.match(/└ train/g)).toHaveLength(3);
});

test('the run of a runner that was killed becomes lost, in the store and in its notebook', async () => {
  await notebook(
    'endless',
    "import { log } from 'octavo/track';\nlog.metric('alive', 1);",
    'await new Promise((r) => setTimeout(r, 600_000));',
  );
  const output = join(folder, 'local_data', 'endless-out.ipynb');
  const args = [program, 'run', 'endless.ipynb', output];
  const runner = spawn(process.execPath, args, { cwd: folder, env: cleanEnv(), stdio: 'ignore' });
  const isLogged = () =>
    existsSync(join(folder, 'local_data', 'octavo.db')) &&
    newest({ tags: { 'octavo.notebook': 'endless.ipynb' } })?.metrics.alive;
  while (runner.exitCode === null && !isLogged()) await pause(50);
  const run = newest({ tags: { 'octavo.notebook': 'endless.ipynb' } });
  expect(run.ending).toBe('running');
  runner.kill('SIGKILL');
  await once(runner, 'exit');
  const listed = await octavo(['runs', 'show', run.id]);
  expect(listed.stdout).toContain('lost (KILLED in MLflow)');
  expect((await readNotebook(output)).metadata.octavo).toMatchObject({ status: 'lost', run_id: run.id });
  expect(newest({ status: 'lost' }).id).toBe(run.id);
});

test('a run that is not recorded makes no store, and its log does nothing', async () => {
  const end = await octavo(['run', join(folder, 'train.ipynb'), 'local_data/off.ipynb'], {
    OCTAVO_TRACK: 'off',
    MLFLOW_TRACKING_URI: join(folder, 'off.db'),
  });
  expect(end.code, end.stderr).toBe(0);
  expect(existsSync(join(folder, 'off.db'))).toBe(false);
});

test('a kernel that no runner started records the same code as a run of its own', async () => {
  const session = await startSession(octavoKernelSpec(), { cwd: folder, env: cleanEnv() as Record<string, string> });
  const reply = await session.execute("import { log } from 'octavo/track';\nlog.metric('accuracy', 0.5);\nlog.runId");
  expect(reply.status).toBe('ok');
  await session.stop();
  const run = newest({});
  expect([run.name, run.experiment, run.status, run.metrics.accuracy?.value]).toEqual([
    'interactive',
    'flowers',
    'FINISHED',
    0.5,
  ]);
  expect(inStore((store) => readRun(store, run.id)).tags['octavo.version']).toMatch(/^\d/);
});

test.runIf(process.getuid?.() === 0)('who cannot write where the runs are lists, shows and compares them', async () => {
  const copy = mkdtempSync(join(tmpdir(), "octavo read-only é's-"));
  onTestFinished(() => rmSync(copy, { recursive: true, force: true }));
  const file = join(copy, 'octavo.db');
  const store = openStoreFile(file);
  const about = { experiment: ensureExperiment(store, 'iris'), user: 'ada', startedAt: new Date() };
  const ids = ['first', 'second'].map((name) => createRun(store, { ...about, name }));
  store.close();
  chmodSync(file, 0o444);
  chmodSync(copy, 0o555);
  const asNobody = (...args: string[]) =>
    execute(process.execPath, [program, ...args, '--store', file], { cwd: copy, env: cleanEnv(), uid: 65_534 });
  expect((await asNobody('runs', 'list')).stdout).toContain('first');
  expect((await asNobody('runs', 'show', `${ids[1]}`)).stdout).toContain('second');
  expect((await asNobody('runs', 'compare', ...ids)).stdout).toContain('second');
  expect(readdirSync(copy)).toEqual(['octavo.db']);
  const words = `'${copy.replace("'", "'\\''")}'`; // as a shell takes them
  const folderAsStore = await octavo(['runs', 'list', '--store', copy]);
  expect(folderAsStore.stderr).toContain(`try: ls ${words}\n`);
});
