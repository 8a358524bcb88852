import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readRun, searchRuns, storeUri } from '../../lib/track/index.ts';
import { ensureExperiment } from '../../lib/track/store/experiments.ts';
import { metricHistory } from '../../lib/track/store/metrics.ts';
import { createRun } from '../../lib/track/store/runs.ts';
import { openStoreFile } from '../../lib/track/store/tracking-store.ts';

const execute = promisify(execFile);
const program = join(import.meta.dirname, '..', '..', 'bin', 'octavo.js');
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'octavo-track-'));
  writeFileSync(join(folder, 'package.json'), '{ "name": "flowers" }');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The environment of a process that starts anew: nothing of a run around the tests. */
function cleanEnv(more: Record<string, string> = {}): Record<string, string | undefined> {
  const { MLFLOW_RUN_ID, MLFLOW_TRACKING_URI, MLFLOW_EXPERIMENT_NAME, OCTAVO_TRACK, NODE_OPTIONS, ...env } =
    process.env;
  return { ...env, ...more };
}

/** Runs a script of the folder `track` beside this file to its end. */
async function script(name: string, args: string[], env: Record<string, string> = {}) {
  const path = join(import.meta.dirname, 'track', name);
  const run = execute(process.execPath, [path, ...args], { cwd: folder, env: cleanEnv(env) });
  return run.catch((error) => error as { stdout: string; stderr: string; code: number });
}

async function octavo(...args: string[]) {
  const run = execute(process.execPath, [program, ...args], { cwd: folder, env: cleanEnv() });
  return run.catch((error) => error as { stdout: string; stderr: string; code: number });
}

test('many processes that open a new store at the same moment all find it whole', async () => {
  const path = join(folder, 'race', 'octavo.db');
  const startMs = String(Date.now() + 1500);
  const ends = await Promise.all(Array.from({ length: 6 }, () => script('open-store.ts', [path, startMs])));
  expect(ends.map(({ stdout, stderr }) => [stdout.trim(), stderr])).toEqual(Array(6).fill(['1', '']));
  const store = openStoreFile(path);
  expect(store.row('PRAGMA integrity_check')).toEqual({ integrity_check: 'ok' });
  store.close();
});

test('four processes that log a thousand points each into one run lose none', async () => {
  const store = openStoreFile(join(folder, 'local_data', 'octavo.db'));
  const experiment = ensureExperiment(store, 'many');
  const runId = createRun(store, { experiment, name: 'shared', user: 'ada', startedAt: new Date() });
  const env = { MLFLOW_RUN_ID: runId, MLFLOW_TRACKING_URI: storeUri(store.path) };
  const names = ['a', 'b', 'c', 'd'];
  const ends = await Promise.all(names.map((name) => script('log-points.ts', ['1000', name], env)));
  expect(ends.map((end) => end.stderr)).toEqual(['', '', '', '']);
  for (const name of names) {
    const steps = metricHistory(store, runId, name).map((point) => point.step);
    expect(steps.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, step) => step));
  }
  expect(store.row('PRAGMA integrity_check')).toEqual({ integrity_check: 'ok' });
  store.close();
});

test('process.exit loses no point and ends the runs that were opened', async () => {
  const { stdout, stderr, code } = (await script('log-and-exit.ts', [])) as {
    stdout: string;
    stderr: string;
    code: number;
  };
  expect([stderr, code]).toEqual(['', 3]);
  const store = openStoreFile(join(folder, 'local_data', 'octavo.db'));
  const run = readRun(store, stdout.trim());
  expect(metricHistory(store, run.id, 'loss')).toHaveLength(10);
  expect([run.experiment, run.status, run.ending]).toEqual(['flowers', 'FAILED', 'exited']);
  const [nested] = searchRuns(store, { parentId: run.id }).runs;
  expect([nested?.name, nested?.metrics.inner?.value, nested?.ending]).toEqual(['nested', 1, 'exited']);
  store.close();
});

test('a killed process keeps its points, and the next command finds its run lost', async () => {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'track', 'log-without-end.ts')], {
    cwd: folder,
    env: cleanEnv(),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const runId = await firstLine(child);
  const list = async () => JSON.parse((await octavo('runs', 'list', '--experiment', 'flowers', '--json')).stdout);
  const endingOf = async () => (await list()).find((run: { id: string }) => run.id === runId).ending;
  expect(await endingOf()).toBe('running');
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(await endingOf()).toBe('lost');
  const store = openStoreFile(join(folder, 'local_data', 'octavo.db'));
  const run = readRun(store, runId);
  expect([run.status, Number(run.durationMs) >= 0]).toEqual(['KILLED', true]);
  expect(metricHistory(store, runId, 'loss').length).toBeGreaterThan(0);
  store.close();
});

test('octavo runs list, show and compare print tables, JSON and clear errors', async () => {
  const listed = await octavo('runs', 'list', '--status', 'exited');
  expect(listed.stdout).toMatch(/^run +name +experiment +status +started +duration +parameters +metrics\n/);
  expect(listed.stdout).toMatch(/log-and-exit +flowers +exited .* epochs=5 +loss=0\.1\n/);
  const runs = JSON.parse((await octavo('runs', 'list', '--json')).stdout) as {
    id: string;
    name: string;
    depth: number;
  }[];
  expect(runs.find((run) => run.name === 'nested')?.depth).toBe(1);

  const outer = runs.find((_run, index) => runs[index + 1]?.name === 'nested')?.id ?? '';
  const shown = (await octavo('runs', 'show', outer.slice(0, 16))).stdout;
  expect(shown).toContain('status      exited (FAILED in MLflow)');
  expect(shown).toMatch(/loss +0\.1 +9 +10 +0 to 9\n/);
  expect(JSON.parse((await octavo('runs', 'show', outer, '--json')).stdout).metrics[0]).toMatchObject({
    name: 'loss',
    points: 10,
  });

  const shared = runs.find((run) => run.name === 'shared')?.id ?? '';
  const compared = (await octavo('runs', 'compare', outer, shared, '--only-different')).stdout;
  expect(compared).toMatch(/^\* +parameter +epochs +5 +-$/m);

  const unknown = (await octavo('runs', 'show', 'ffffffffffffffffffffffff')) as { stderr: string; code: number };
  expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringContaining('try: octavo runs list')]);
  const one = (await octavo('runs', 'compare', outer)) as { code: number };
  expect(one.code).toBe(2);
});

/** The first line that a process prints. */
async function firstLine(child: ChildProcess): Promise<string> {
  let text = '';
  for await (const chunk of child.stdout ?? []) {
    text += chunk;
    if (text.includes('\n')) break;
  }
  return text.split('\n')[0] ?? '';
}
