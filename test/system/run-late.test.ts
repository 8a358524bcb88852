import { afterAll, expect, test } from 'vitest';
import { codeCell, type Notebook } from '../../lib/notebook/index.ts';
import type { JsonObject } from '../../lib/notebook/json/index.ts';
import { workplace } from './run-workplace.ts';

// What cells do after their end: their errors fail the run, what they leave running is listed.

const place = workplace();
afterAll(place.remove);

const codeCells = (notebook: Notebook) => notebook.cells.filter((cell) => cell.kind === 'code');
const statuses = (notebook: Notebook) =>
  codeCells(notebook).map((cell) => (cell.metadata.papermill as JsonObject).status);
const errorsOf = (notebook: Notebook) =>
  codeCells(notebook).map((cell) =>
    cell.outputs.flatMap((output) => (output.output_type === 'error' ? [output.evalue] : [])),
  );
/** Lets what is late come, and ends in a turn behind the last of it. */
const pause = codeCell(`go = true;
while ((globalThis as any).coming > 0) await new Promise((done) => setTimeout(done, 5));
await new Promise((done) => setTimeout(done, 5));`);

/** A cell that does something late: `ms` after a later cell has set `go`. */
const later = (source: string, ms = 20) =>
  codeCell(`var go = false; (globalThis as any).coming = ((globalThis as any).coming ?? 0) + 1;
{ const wait = setInterval(() => {
  if (!go) return;
  clearInterval(wait);
  setTimeout(() => { (globalThis as any).coming--; ${source} }, ${ms});
}, 1); }`);

async function run(cells: Parameters<typeof place.write>[1]) {
  place.write('in.ipynb', cells);
  const { code, stdout, stderr } = await place.octavo(['run', 'in.ipynb', 'out.ipynb', '--json']);
  return { code, stderr, summary: JSON.parse(stdout), notebook: place.read('out.ipynb') };
}

test.each([
  ['a timer that throws', "throw new RangeError('late')"],
  ['a rejection that nothing awaits', "void Promise.reject(new RangeError('late'))"],
])('%s in an earlier cell fails the run, in its own cell', async (_, source) => {
  const cells = [codeCell('1'), later(source), pause, codeCell("console.log('not reached')")];
  const { code, summary, notebook, stderr } = await run(cells);
  expect([code, summary.status, summary.exitCode]).toEqual([1, 'failed', 1]);
  expect(summary.error).toMatchObject({
    ename: 'RangeError',
    evalue: 'late',
    cell: { id: cells[1]?.id, index: 2, line: 5 },
  });
  expect(statuses(notebook)).toEqual(['completed', 'failed', 'completed', 'pending']);
  expect(summary.cells.map(({ status }: { status: string }) => status)).toEqual([
    'completed',
    'failed',
    'completed',
    'pending',
  ]);
  expect(errorsOf(notebook)).toEqual([[], ['late'], [], []]);
  expect(notebook.metadata.octavo).toMatchObject({ status: 'failed', exit_code: 1 });
  expect((notebook.metadata.papermill as JsonObject).exception).toBe(true);
  const marked = notebook.cells.findIndex((cell) => cell.source.includes('encountered an exception here'));
  expect(notebook.cells[marked + 1]?.id).toBe(cells[1]?.id);
  expect(stderr).toContain(`in.ipynb:24 cell ${cells[1]?.id} [2] line 5: RangeError: late`);
});

test('an error that comes right behind the last cell fails the run', async () => {
  const { code, summary, notebook } = await run([
    codeCell(`const after = (turns: number, work: () => void) => { setImmediate(() => (turns ? after(turns - 1, work) : work())) };
after(20, () => { throw new Error('at the end') });
undefined`),
  ]);
  expect([code, summary.status, summary.error?.evalue]).toEqual([1, 'failed', 'at the end']);
  expect(summary.leftRunning ?? []).toEqual([]); // null: on a busy machine it comes even before that is asked for
  expect(statuses(notebook)).toEqual(['failed']);
  expect(errorsOf(notebook)).toEqual([['at the end']]);
});

test.each([
  ['a file that is read', "void (await import('node:fs/promises')).readFile('/no/such/file')", 'ENOENT'],
  ['a timer that holds nothing', "setTimeout(() => { throw new Error('unref') }, 0).unref()", 'unref'],
  [
    'a message to itself',
    "const { MessageChannel } = await import('node:worker_threads'); const { port1, port2 } = new MessageChannel(); port2.on('message', () => { port2.close(); throw new Error('told') }); port1.postMessage(0)",
    'told',
  ],
])('%s may still fail the run when the last cell has ended', async (_, source, message) => {
  const { code, summary } = await run([codeCell(`${source}; undefined`)]);
  expect([code, summary.status]).toEqual([1, 'failed']);
  expect(summary.error?.evalue).toContain(message);
});

test('of several the first counts; all are kept', async () => {
  const late = (ms: number, name: string) => later(`throw new Error('${name}')`, ms);
  const { summary, notebook } = await run([late(80, 'second'), late(20, 'first'), pause]);
  expect(summary.error?.evalue).toBe('first');
  expect(errorsOf(notebook)).toEqual([['second'], ['first'], []]);
});

test('it counts before the failure of the cell that runs meanwhile', async () => {
  const { summary, notebook } = await run([
    later("throw new Error('first')"),
    codeCell(`${pause.source}\nthrow new Error('second')`),
  ]);
  expect(summary.error?.evalue).toBe('first');
  expect(statuses(notebook)).toEqual(['failed', 'failed']);
});

test('the tag raises-exception covers what its cell throws late', async () => {
  const expected = later("throw new Error('expected')");
  const { code, summary, notebook } = await run([
    { ...expected, metadata: { tags: ['raises-exception'] } },
    pause,
    codeCell('2'),
  ]);
  expect([code, summary.status]).toEqual([0, 'completed']);
  expect(errorsOf(notebook)).toEqual([['expected'], [], []]);
  expect(statuses(notebook)).toEqual(['completed', 'completed', 'completed']);
});

test('what cells leave running is listed once, by cell, and fails nothing', async () => {
  const first = codeCell('const timers = [1, 2].map(() => setInterval(() => {}, 1000));');
  const second = codeCell(`
    require('node:net').createServer().listen(0);
    require('node:child_process').spawn('sleep', ['60'], { stdio: 'ignore' });
    setTimeout(() => {}, 60_000);
    setTimeout(() => {}, 60_000).unref();
    new (require('node:worker_threads').Worker)('setInterval(() => {}, 1000)', { eval: true });
    clearTimeout(setTimeout(() => {}, 60_000));
    await new Promise((done) => setTimeout(done, 5));
  `);
  const { code, summary, stderr } = await run([first, second]);
  expect([code, summary.status]).toEqual([0, 'completed']);
  const [one, two] = [`in.ipynb cell ${first.id} [1]`, `in.ipynb cell ${second.id} [2]`];
  expect(summary.leftRunning).toEqual([
    { what: 'setInterval', cell: one, count: 2 },
    { what: 'setTimeout', cell: two, count: 1 },
    { what: 'worker thread', cell: two, count: 1 },
    { what: 'server', cell: two, count: 1 },
    { what: 'child process', cell: two, count: 1 },
  ]);
  expect(stderr.split('\n').filter((line) => line.includes('left running'))).toEqual([
    `octavo: left running, and stopped with the kernel: 2 × setInterval of ${one}, setTimeout of ${two}, worker thread of ${two}, server of ${two}, child process of ${two}`,
  ]);
});

test('a run that leaves nothing says nothing of it', async () => {
  const { summary, stderr } = await run([
    codeCell(
      "await fetch('data:text/plain,a'); await new Promise((r) => setTimeout(r, 5)); clearInterval(setInterval(() => {}, 5));",
    ),
  ]);
  expect(summary.leftRunning).toEqual([]);
  expect(stderr).not.toContain('left running');
});
