import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type Cell, codeCell, type Notebook } from '../../lib/notebook/index.ts';
import type { JsonObject } from '../../lib/notebook/json/index.ts';
import { type RunEvent, type RunOptions, type RunResult, runNotebook } from '../../lib/run/index.ts';
import { descendants, ended, workplace } from './run-workplace.ts';

// Which cells run, how often, how long and in what surroundings.

const place = workplace();
const before = descendants(process.pid).map(({ pid }) => pid);
afterAll(async () => {
  await ended(descendants(process.pid).flatMap(({ pid }) => (before.includes(pid) ? [] : [pid])));
  place.remove();
});

async function run(cells: Cell[], options: RunOptions = {}, name = 'in.ipynb') {
  place.write(name, cells);
  const events: RunEvent[] = [];
  const observers = [(event: RunEvent) => void events.push(event), ...(options.observers ?? [])];
  const path = join(place.folder, name);
  const result = await runNotebook(path, { output: null, types: 'off', warn: () => {}, ...options, observers });
  return { ...result, events };
}

const statuses = (result: RunResult) => result.cells.map(({ status }) => status);
const textsOf = (notebook: Notebook) =>
  notebook.cells.map(({ outputs }) =>
    outputs
      .map((output) => ('text' in output ? output.text : 'data' in output ? output.data['text/plain'] : ''))
      .join(''),
  );
const words = ({ notebook }: RunResult) =>
  notebook.cells.map(({ metadata }) => (metadata.octavo as JsonObject | undefined)?.status ?? 'ran');

const steps = [
  codeCell('const size = 3;', { id: 'aa000001', tags: ['parameters'] }),
  codeCell("'loaded ' + size", { id: 'bb000002', tags: ['data'] }),
  codeCell("'trained ' + size", { id: 'cc000003', tags: ['train', 'slow'] }),
  codeCell("'drawn ' + size", { id: 'dd000004', tags: ['draw'] }),
];

test('a run that begins at a cell keeps what stands above it, and runs the parameters', async () => {
  const whole = await run(steps, { parameters: { size: 5 } });
  expect(textsOf(whole.notebook)).toEqual(['', '', "'loaded 5'", "'trained 5'", "'drawn 5'"]);
  const resumed = await run(whole.notebook.cells, {
    parameters: { size: 7 },
    select: { fromCell: 'cc0000', toCell: '[4]' }, // ids that are made begin by chance
  });
  expect([resumed.status, resumed.exitCode]).toEqual(['completed', 0]);
  expect(textsOf(resumed.notebook)).toEqual(['', '', "'loaded 5'", "'trained 7'", '']);
  expect(words(resumed)).toEqual(['ran', 'ran', 'skipped', 'ran', 'skipped']);
  expect(statuses(resumed)).toEqual(['completed', 'completed', 'skipped', 'completed', 'skipped']);
  expect(resumed.notebook.cells.map(({ executionCount }) => executionCount)).toEqual([1, 2, null, 3, null]);
  const ofPapermill = resumed.notebook.cells.map(({ metadata }) => (metadata.papermill as JsonObject).status);
  expect(ofPapermill).toEqual(['completed', 'completed', 'pending', 'completed', 'pending']);
  expect(resumed.outputs.map(({ cell, index }) => [cell, index])).toEqual([['cc000003', 4]]);
});

test('tags choose cells; what is left out has no outputs of an earlier run', async () => {
  const old = steps.map((cell) => ({
    ...cell,
    outputs: [{ output_type: 'stream' as const, name: 'stdout' as const, text: 'old' }],
  }));
  const chosen = await run(old, { select: { tags: ['train', 'draw'], skipTags: ['slow'] } });
  expect(textsOf(chosen.notebook)).toEqual(['', '', '', "'drawn 3'"]);
  expect(words(chosen)).toEqual(['ran', 'skipped', 'skipped', 'ran']);
  const { selected } = chosen.notebook.metadata.octavo as JsonObject;
  expect(selected).toEqual({ tags: ['train', 'draw'], skip_tags: ['slow'] });
  const told = chosen.events.flatMap((event) => (event.type === 'cell-finished' ? [event.status] : []));
  expect(told).toEqual(['completed', 'skipped', 'skipped', 'completed']);
});

/** A cell that fails as often as it is told, each time in its own words. */
const flaky = (failures: number, tags: string[], more = '') =>
  codeCell(
    `const tries = (globalThis.tries = (globalThis.tries ?? 0) + 1); console.log('attempt', tries); ${more}
if (tries <= ${failures}) throw new Error('no ' + tries);`,
    { tags },
  );

test('a cell tagged so is run again until it completes, and the notebook says how often', async () => {
  const { status, cells, notebook, events } = await run([flaky(2, ['retry:4:10ms']), codeCell("'after'")]);
  expect([status, cells[0]?.attempts]).toEqual(['completed', 3]);
  expect(textsOf(notebook)).toEqual([
    '[octavo: attempts 1 and 2 failed: Error: no 1; Error: no 2]\nattempt 3\n',
    "'after'",
  ]);
  expect(notebook.cells.map(({ metadata }) => metadata.octavo)).toEqual([{ attempts: 3 }, undefined]);
  const retried = events.filter((event) => event.type === 'cell-retried');
  expect(retried).toMatchObject([
    { index: 1, total: 2, attempt: 1, attempts: 5, reason: 'Error: no 1' },
    { index: 1, total: 2, attempt: 2, attempts: 5, reason: 'Error: no 2' },
  ]);
});

test('when all attempts fail the run fails with the last error; with raises-exception it goes on', async () => {
  const failing = await run([flaky(9, ['retry:1:0s']), codeCell("'after'")]);
  expect([failing.status, statuses(failing)]).toEqual(['failed', ['failed', 'pending']]);
  expect(failing.error).toMatchObject({ ename: 'Error', evalue: 'no 2', cell: { index: 1, line: 2 } });
  expect(textsOf(failing.notebook).join()).toContain('[octavo: attempt 1 failed: Error: no 1]\nattempt 2\n');
  const expected = await run([flaky(9, ['retry:1:0s', 'raises-exception']), codeCell("'after'")]);
  expect([expected.status, expected.cells[0]?.attempts]).toEqual(['completed', 2]);
});

test('an attempt that took too long is followed by another while the kernel lives', async () => {
  const cell = flaky(0, ['retry:2:0s'], 'if (tries === 1) await new Promise(() => {});');
  const { status, cells, notebook } = await run([cell, codeCell("'after'")], { cellTimeoutMs: 4000 });
  expect([status, cells[0]?.attempts]).toEqual(['completed', 2]);
  expect(textsOf(notebook)[0]).toBe('[octavo: attempt 1 failed: no end after 4 s]\nattempt 2\n');
});

test.each([
  ['wrong types', 'const size: number = "3";', 'failed', { types: 'error' as const }],
  ['an exit', 'process.exit(4);', 'exited', {}],
  ['the death of the kernel', "process.kill(process.pid, 'SIGKILL'); await new Promise(() => {});", 'kernel-died', {}],
])('%s: no second attempt', async (_, source, ending, options) => {
  const { status, cells, events } = await run([codeCell(source, { tags: ['retry:3:0s'] })], options);
  expect([status, cells[0]?.attempts]).toEqual([ending, undefined]);
  expect(events.filter(({ type }) => type === 'cell-retried')).toEqual([]);
});

test.each([
  ['an interrupt', undefined, 'interrupted'],
  ['a termination', 'terminated', 'terminated'],
  ['the end of its time', new DOMException('the run took longer than 9 s', 'TimeoutError'), 'timed-out'],
])('%s ends a run in the pause between two attempts', async (_, reason, ending) => {
  const stop = new AbortController();
  const { status, cells, error, notebook } = await run([flaky(9, ['retry:3:100m']), codeCell('1')], {
    signal: stop.signal,
    observers: [(event) => void (event.type === 'cell-retried' && setImmediate(() => stop.abort(reason)))],
  });
  expect([status, cells.map((cell) => cell.status)]).toEqual([ending, ['failed', 'pending']]);
  expect(notebook.metadata.octavo).toMatchObject({ status: ending });
  expect(error?.ename).toBe(ending === 'timed-out' ? 'RunTimeoutError' : 'KeyboardInterrupt');
});

test('the time of a whole run ends it in a cell, and while its kernel starts', async () => {
  const endless = codeCell('await new Promise(() => setInterval(() => {}, 1000))');
  const inCell = await run([codeCell('1'), endless, codeCell('2')], { runTimeoutMs: 12_000 }); // the start of its kernel is part of it
  expect([inCell.status, inCell.exitCode, statuses(inCell)]).toEqual([
    'timed-out',
    124,
    ['completed', 'failed', 'pending'],
  ]);
  expect(inCell.error).toMatchObject({
    ename: 'RunTimeoutError',
    evalue: 'the run took longer than 12 s',
    cell: { index: 2 },
  });
  expect(inCell.notebook.cells.flatMap(({ outputs }) => outputs).at(-1)).toMatchObject({ ename: 'RunTimeoutError' });

  mkdirSync(join(place.folder, 'mute'));
  const argv = ['sleep', '1000'];
  writeFileSync(
    join(place.folder, 'mute/kernel.json'),
    JSON.stringify({ argv, display_name: 'mute', language: 'mute' }),
  );
  const atStart = await run([codeCell('1')], { kernel: join(place.folder, 'mute'), runTimeoutMs: 300 });
  expect([atStart.status, atStart.exitCode, statuses(atStart)]).toEqual(['timed-out', 124, ['pending']]);
  expect(atStart.error).toMatchObject({ evalue: 'the run took longer than 0.3 s, before its first cell' });
});

test('the same seed gives the same numbers, and only numbers that are not secret', async () => {
  const cells = [codeCell('[Math.random(), Math.random()]'), codeCell('crypto.randomUUID()')];
  const runs = [];
  for (const seed of [7, 7, 8, undefined, undefined]) runs.push(await run(cells, { seed }));
  const inProcess = await run(cells, { seed: 7, engine: 'in-process' });
  const numbers = runs.map(({ notebook }) => textsOf(notebook)[0]);
  const secrets = runs.map(({ notebook }) => textsOf(notebook)[1]);
  expect(numbers[1]).toBe(numbers[0]);
  expect(textsOf(inProcess.notebook)[0]).toBe(numbers[0]);
  expect(new Set(numbers).size).toBe(4);
  expect(new Set(secrets).size).toBe(5);
  expect(runs.map(({ notebook }) => (notebook.metadata.octavo as JsonObject).seed)).toEqual([
    7,
    7,
    8,
    undefined,
    undefined,
  ]);
});

test('variables of the environment reach the cells, and no file', async () => {
  const env = { LOG_LEVEL: 'debug', TOKEN: 's3cr3t-value' };
  const { notebook, events } = await run([codeCell('process.env.LOG_LEVEL + process.env.TOKEN.length')], {
    env,
    seed: 1,
  });
  expect(textsOf(notebook)).toEqual(["'debug12'"]);
  expect(JSON.stringify([notebook, events])).not.toContain('s3cr3t');
});

test('octavo run says all of it on a command line', async () => {
  const cells = [
    codeCell("throw new Error('left out')", { id: 'aa000001' }),
    codeCell("process.env.LOG_LEVEL + ' ' + process.env.TOKEN", { id: 'bb000002' }),
    flaky(1, ['retry:2:10ms']),
    codeCell("throw new Error('slow')", { id: 'dd000004', tags: ['slow'] }),
  ];
  place.write('line.ipynb', cells);
  writeFileSync(join(place.folder, 'secrets.env'), 'TOKEN=t0ken\n');
  const options = ['--from-cell', '2', '--to-cell', 'dd0000', '--skip-tag', 'slow', '--seed', '3', '--timeout', '60'];
  const variables = ['--env', 'LOG_LEVEL=debug', '--env-from', 'secrets.env'];
  const args = ['run', 'line.ipynb', 'out.ipynb', '--json', ...options, ...variables];
  const { code, stdout, stderr } = await place.octavo(args, { OCTAVO_TYPES: 'off' });
  expect(code, stderr).toBe(0);
  expect(stderr).toMatch(/^cell 3: attempt 1 of 3 failed \(Error: no 1\); the next in 0\.0 s$/m);
  const summary = JSON.parse(stdout);
  expect(summary.cells.map(({ status }: { status: string }) => status)).toEqual([
    'skipped',
    'completed',
    'completed',
    'skipped',
  ]);
  expect(summary.cells[2].attempts).toBe(2);
  const notebook = place.read('out.ipynb');
  expect(textsOf(notebook)[1]).toBe("'debug t0ken'");
  expect(notebook.metadata.octavo).toMatchObject({
    seed: 3,
    selected: { from_cell: '2', to_cell: 'dd0000', skip_tags: ['slow'] },
  });

  const unknown = await place.octavo(['run', 'line.ipynb', 'none.ipynb', '--skip-tag', 'slwo']);
  expect([unknown.code, place.exists('none.ipynb')]).toEqual([1, false]);
  expect(unknown.stderr).toContain('No cell has the tag "slwo" (--skip-tag); there are: retry:2:10ms, slow');
  expect(unknown.stderr).toContain('--skip-tag slow');
});
