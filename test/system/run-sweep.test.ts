import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { codeCell } from '../../lib/notebook/index.ts';
import type { JsonObject } from '../../lib/notebook/json/index.ts';
import { descendantIds, openStore, readRun, readRuns } from '../../lib/track/index.ts';
import { descendants, ended, workplace } from './run-workplace.ts';

// Many runs of one notebook, with real kernels. Types are off where they are not what is tested: they take time.

const place = workplace();
afterAll(place.remove);
const tracked = { OCTAVO_TRACK: 'local', OCTAVO_TYPES: 'off' };
const file = (name: string) => join(place.folder, name);
const octavoOf = (name: string) => place.read(name).metadata.octavo as JsonObject;
const store = () => openStore(file('local_data/octavo.db'));

for (const folder of ['lib', 'out', 'logs']) mkdirSync(file(folder));
writeFileSync(file('package.json'), '{"name": "workplace", "type": "module", "exports": {"./*": "./lib/*.ts"}}');
writeFileSync(file('lib/factor.ts'), "export { factor } from './number.ts';\n");
writeFileSync(file('lib/number.ts'), 'export const factor: number = 10;\n');
writeFileSync(file('data.csv'), '1\n');

const parameters = codeCell('const lr: number = 0.5;\nconst seed: number = 1;\nconst name: string = "a";', {
  metadata: { tags: ['parameters'] },
});
place.write('train.ipynb', [
  parameters,
  codeCell("import { factor } from 'workplace/factor';\nimport { appendFileSync } from 'node:fs';"),
  codeCell("appendFileSync('logs/begun.txt', [lr, seed, process.env.MLFLOW_RUN_ID, process.pid].join(' ') + '\\n');"),
  codeCell("if (lr < 0) throw new Error('a rate below zero');\nlr * seed * factor"),
]);
const begun = () => readFileSync(file('logs/begun.txt'), 'utf8').trim().split('\n');

test('a sweep of four runs is a parent with nested runs; only what changed runs again', async () => {
  const sweep = (...args: string[]) => {
    const grids = ['--grid', 'lr=0.1,0.01', '--grid', 'seed=1..2', '--jobs', '2', '--input', 'data.csv', '--json'];
    return place.octavo(['run', 'train.ipynb', 'out/{lr}-{seed}.ipynb', '-p', 'name', 'b', ...grids, ...args], tracked);
  };
  const first = await sweep();
  const result = JSON.parse(first.stdout);
  expect([first.code, result.status, result.counts]).toEqual([0, 'completed', { completed: 4 }]);
  expect(result.runs.map((run: JsonObject) => run.output)).toEqual(
    ['0.1-1', '0.1-2', '0.01-1', '0.01-2'].map((name) => `out/${name}.ipynb`),
  );
  expect(first.stderr.match(/^run \d of 4: lr=\S+ seed=\d completed/gm)).toHaveLength(4);
  const last = place.read('out/0.01-2.ipynb').cells.at(-1)?.outputs?.[0] as JsonObject;
  expect((last.data as JsonObject)['text/plain']).toEqual(['0.2']);

  const db = store();
  const parent = readRun(db, result.runId);
  const nested = readRuns(db, descendantIds(db, [parent.id]));
  db.close();
  expect([parent.status, parent.parameters, parent.tags['octavo.sweep']]).toEqual([
    'FINISHED',
    { name: 'b' },
    'lr, seed',
  ]);
  expect(parent.tags['octavo.sweep.completed']).toBe('4');
  expect(nested.map(({ status, parentId, parameters: given }) => [status, parentId, given])).toEqual(
    expect.arrayContaining([['FINISHED', parent.id, { lr: '0.1', seed: '2', name: 'b' }]]),
  );
  // Each kernel was used once, and knew its own run, also those that were started before there was one.
  const lines = begun().map((line) => line.split(' '));
  expect(new Set(lines.map(([, , id]) => id))).toEqual(new Set(nested.map((run) => run.id)));
  expect(new Set(lines.map(([, , , pid]) => pid)).size).toBe(4);

  const counts = async (...args: string[]) => JSON.parse((await sweep('--resume', ...args)).stdout).counts;
  const recorded = () => {
    const reading = store();
    const { length } = reading.rows('SELECT 1 FROM runs');
    reading.close();
    return length;
  };
  const done = JSON.parse((await sweep('--resume')).stdout);
  expect([done.status, done.counts, done.runId]).toEqual(['completed', { resumed: 4 }, null]);
  expect(done.runs.map((run: JsonObject) => run.runId).sort()).toEqual(nested.map((run) => run.id).sort());
  const planned = async () => JSON.parse((await sweep('--resume', '--dry-run')).stdout).runs;
  const finished = async () => (await planned()).map(({ resumed }: JsonObject) => resumed);
  expect(await finished()).toEqual([true, true, true, true]);
  expect([begun().length, recorded()]).toEqual([4, 5]); // what has done nothing is recorded nowhere
  appendFileSync(file('lib/number.ts'), '// an edit of a module that a module of the notebook imports\n');
  expect(await finished()).toEqual([false, false, false, false]);
  expect(await counts()).toEqual({ completed: 4 });
  appendFileSync(file('data.csv'), '2\n');
  expect(await counts()).toEqual({ completed: 4 });
  writeFileSync(file('out/0.1-1.ipynb'), readFileSync(file('out/0.1-1.ipynb'), 'utf8').slice(0, 500)); // damaged
  expect(await finished()).toEqual([false, true, true, true]);
  expect(await counts()).toEqual({ completed: 1, resumed: 3 });
  expect(recorded()).toBe(5 + 5 + 5 + 2);
});

test('after a failure no other run begins, unless --keep-going; the sweep fails, and what failed runs again', async () => {
  const sweep = async (...args: string[]) => {
    const grids = ['--grid', 'lr=-1,0.5,2', '--jobs', '1', '--json'];
    const { code, stdout, stderr } = await place.octavo(
      ['run', 'train.ipynb', 'out/{lr}.ipynb', ...grids, ...args],
      tracked,
    );
    return { code, stderr, result: JSON.parse(stdout) };
  };
  const stopped = await sweep();
  expect([stopped.code, stopped.result.counts]).toEqual([1, { failed: 1, 'not-run': 2 }]);
  expect(stopped.result.runs[0]).toMatchObject({ status: 'failed', exitCode: 1, error: { ename: 'Error' } });
  const going = await sweep('--keep-going', '--resume');
  expect([going.code, going.result.counts]).toEqual([1, { failed: 1, completed: 2 }]);
  expect(going.stderr).toMatch(/^run 1 of 3: lr=-1 failed .*a rate below zero/m);
  const db = store();
  const parent = readRun(db, going.result.runId);
  const statuses = readRuns(db, descendantIds(db, [parent.id])).map((run) => run.status);
  db.close();
  expect([parent.status, statuses.sort()]).toEqual(['FAILED', ['FAILED', 'FINISHED', 'FINISHED']]);
  expect((await sweep('--keep-going', '--resume')).result.counts).toEqual({ failed: 1, resumed: 2 });
});

test('what is wrong with a sweep is said before any run begins, and nothing is recorded', async () => {
  const before = begun().length;
  const refused: [args: string[], message: RegExp, code: number][] = [
    [['out/x.ipynb', '--grid', 'lr=1,2'], /Runs 1 and 2 of the sweep would both write out\/x.ipynb/, 1],
    [['out/{lr}.ipynb', '--grid', 'lr=7,8', '--input', 'missing.csv'], /No such file: \S*missing.csv/, 1],
    [['out/{lr}.ipynb', '--random', '3'], /--random needs a --draw/, 2],
  ];
  for (const [args, message, code] of refused) {
    const { code: exit, stderr } = await place.octavo(['run', 'train.ipynb', ...args], tracked);
    expect([args, exit, stderr]).toEqual([args, code, expect.stringMatching(message)]);
  }
  expect(begun()).toHaveLength(before);
  const db = store();
  const running = db.rows("SELECT 1 FROM runs WHERE status = 'RUNNING'");
  db.close();
  expect(running).toEqual([]);
});

test('Ctrl-C stops the runs in progress, begins no other, and leaves no process; killed at once, all are closed as lost', async () => {
  place.write('wait.ipynb', [
    codeCell('const n: number = 0;', { metadata: { tags: ['parameters'] } }),
    codeCell(
      "(await import('node:fs')).writeFileSync('logs/wait-' + n, ''); await new Promise(() => setInterval(() => {}, 1000));",
    ),
  ]);
  const begin = async (output: string) => {
    const sweep = place.start(['run', 'wait.ipynb', output, '--grid', 'n=1..4', '--jobs', '2', '--json'], tracked);
    for (const name of ['logs/wait-1', 'logs/wait-2']) while (!place.exists(name)) await sleep(20);
    const processes = descendants(sweep.child.pid as number).map(({ pid }) => pid);
    expect(processes.length).toBeGreaterThanOrEqual(3); // two that run, and at least one that was started ahead
    return { ...sweep, processes };
  };
  const interrupted = await begin('out/i{n}.ipynb');
  interrupted.child.kill('SIGINT');
  const { code, stdout } = await interrupted.finished;
  const { counts, runId } = JSON.parse(stdout);
  expect([code, counts]).toEqual([130, { interrupted: 2, 'not-run': 2 }]);
  expect(octavoOf('out/i1.ipynb').status).toBe('interrupted');
  await ended(interrupted.processes);

  for (const name of ['wait-1', 'wait-2']) rmSync(file(`logs/${name}`));
  const killed = await begin('out/k{n}.ipynb');
  killed.child.kill('SIGKILL');
  await killed.finished;
  await ended(killed.processes);
  await place.octavo(['runs', 'list'], tracked);
  const db = store();
  const parents = db.rows<{ id: string }>("SELECT run_uuid AS id FROM tags WHERE key = 'octavo.sweep' AND value = 'n'");
  const endings = parents.map(({ id }) =>
    readRuns(db, [id, ...descendantIds(db, [id])]).map((run) => [run.status, run.ending]),
  );
  db.close();
  expect(parents.map(({ id }) => id)).toContain(runId);
  expect(endings.sort()).toEqual([
    [
      ['KILLED', 'interrupted'],
      ['KILLED', 'interrupted'],
      ['KILLED', 'interrupted'],
    ],
    [
      ['KILLED', 'lost'],
      ['KILLED', 'lost'],
      ['KILLED', 'lost'],
    ],
  ]);
  expect(octavoOf('out/k1.ipynb').status).toBe('lost');
});

test('a single run resumes too; a sweep runs in threads, and with its types checked', async () => {
  const run = async (...args: string[]) =>
    await place.octavo(['run', 'train.ipynb', 'out/one.ipynb', '--json', ...args], { OCTAVO_TYPES: 'off' });
  expect((await run('--resume')).code).toBe(0);
  const lines = begun().length;
  const again = await run('--resume');
  expect([again.code, JSON.parse(again.stdout).status, begun().length]).toEqual([0, 'completed', lines]);
  expect(again.stderr).toContain('nothing ran');
  expect((await run('--resume', '-p', 'seed', '9')).code).toBe(0);
  expect(begun()).toHaveLength(lines + 1);

  const prepared = await place.octavo([
    'run',
    'train.ipynb',
    'out/w{seed}.ipynb',
    '--grid',
    'seed=1,2',
    '--prepare-only',
    '--json',
  ]);
  expect([prepared.code, JSON.parse(prepared.stdout).counts]).toEqual([0, { prepared: 2 }]);
  expect([octavoOf('out/w2.ipynb').status, begun().length]).toEqual(['prepared', lines + 1]);

  const threads = ['--grid', 'seed=1..3', '--jobs', '2', '--engine', 'in-process', '--types', 'off', '--json'];
  const inProcess = await place.octavo(['run', 'train.ipynb', 'out/p{seed}.ipynb', ...threads]);
  expect([inProcess.code, JSON.parse(inProcess.stdout).counts]).toEqual([0, { completed: 3 }]);
  expect(octavoOf('out/p3.ipynb').engine).toBe('in-process');

  place.write('typed.ipynb', [parameters, codeCell('const wrong: number = name;')]);
  const typed = await place.octavo([
    'run',
    'typed.ipynb',
    'out/t{seed}.ipynb',
    '--grid',
    'seed=1..3',
    '--keep-going',
    '--json',
  ]);
  const { counts, runs } = JSON.parse(typed.stdout);
  expect([typed.code, counts]).toEqual([1, { failed: 3 }]);
  expect(runs.every((each: { reason: string }) => /not assignable to type 'number'/.test(each.reason))).toBe(true);
});
