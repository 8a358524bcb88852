import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { codeCell, type JsonObject, type Notebook } from '../../lib/notebook/index.ts';
import { descendants, ended, workplace } from './run-workplace.ts';

// The table "How a run ends": exit code, notebook and summary say the same. No process is left behind by any of them.

const place = workplace();
afterAll(place.remove);

const statuses = (notebook: Notebook) =>
  notebook.cells.filter((cell) => cell.kind === 'code').map((cell) => (cell.metadata.papermill as JsonObject).status);
const markerCount = (notebook: Notebook) => notebook.cells.filter((cell) => cell.kind === 'markdown').length;

interface Ending {
  word: string;
  source: string;
  exitCode: number;
  cell: string; // status of the cell that ended the run
  markers: number;
  error: string | null; // ename
  args?: string[];
}

const endings: Ending[] = [
  { word: 'completed', source: '1', exitCode: 0, cell: 'completed', markers: 0, error: null },
  { word: 'exited', source: 'process.exit(0);', exitCode: 0, cell: 'completed', markers: 0, error: null },
  { word: 'exited', source: 'process.exit(3);', exitCode: 3, cell: 'failed', markers: 2, error: 'SystemExit' },
  {
    word: 'failed',
    source: "\nthrow new TypeError('no');",
    exitCode: 1,
    cell: 'failed',
    markers: 2,
    error: 'TypeError',
  },
  { word: 'failed', source: 'const = 1;', exitCode: 1, cell: 'failed', markers: 2, error: 'SyntaxError' },
  {
    word: 'timed-out',
    source: 'while (true) {}',
    exitCode: 124,
    cell: 'failed',
    markers: 2,
    error: 'CellTimeoutError',
    args: ['--execution-timeout', '4'],
  },
  {
    word: 'kernel-died',
    source: "process.kill(process.pid, 'SIGKILL'); await new Promise(() => {});",
    exitCode: 138,
    cell: 'failed',
    markers: 2,
    error: 'DeadKernelError',
  },
];

test.each(endings)('$word by $source', async ({ word, source, exitCode, cell, markers, error, args = [] }) => {
  place.write('in.ipynb', [codeCell("console.log('before');"), codeCell(source), codeCell("console.log('after');")]);
  const { code, stdout, stderr } = await place.octavo(['run', 'in.ipynb', 'out.ipynb', '--json', ...args]);
  const summary = JSON.parse(stdout);
  expect([code, summary.status, summary.exitCode], stderr).toEqual([exitCode, word, exitCode]);
  expect(summary.error?.ename ?? null).toBe(error);
  const notebook = place.read('out.ipynb');
  expect(statuses(notebook)).toEqual(['completed', cell, word === 'completed' ? 'completed' : 'pending']);
  expect(notebook.metadata.octavo).toMatchObject({ status: word, exit_code: exitCode });
  expect((notebook.metadata.papermill as JsonObject).exception).toBe(markers > 0 ? true : null);
  expect(markerCount(notebook)).toBe(markers);
  if (markers > 0) expect(stderr).toContain('executed notebook: out.ipynb');
});

test('a failure is told by cell, line and message, without a stack of Octavo', async () => {
  place.write('in.ipynb', [
    codeCell('1', { id: 'aaaa0001' }),
    codeCell("const x: number = 1;\nthrow new TypeError('no such column');", { id: 'b2c4d6e8' }),
  ]);
  const { stderr } = await place.octavo(['run', 'in.ipynb', 'out.ipynb', '--no-progress']);
  expect(stderr).toBe(
    'octavo: in.ipynb:21 cell b2c4d6e8 [2] line 2: TypeError: no such column\nexecuted notebook: out.ipynb\n',
  );
});

test('running a failed notebook again removes the markers', async () => {
  place.write('in.ipynb', [codeCell("throw new Error('no');")]);
  await place.octavo(['run', 'in.ipynb', 'out.ipynb']);
  expect(markerCount(place.read('out.ipynb'))).toBe(2);
  const failed = place.read('out.ipynb');
  place.write('again.ipynb', [...failed.cells.slice(0, -1), { ...codeCell('1'), tags: [] } as never]);
  const { code } = await place.octavo(['run', 'again.ipynb', 'again.ipynb']);
  expect(code).toBe(0);
  expect(markerCount(place.read('again.ipynb'))).toBe(0);
});

const loop = [codeCell("console.log('started');"), codeCell('while (true) {}'), codeCell('1')];

test.each([
  ['SIGINT', 130, 'interrupted'],
  ['SIGTERM', 143, 'terminated'],
] as const)('%s stops a loop, and the notebook says so', async (signal, exitCode, word) => {
  place.write('loop.ipynb', loop);
  const run = place.start(['run', 'loop.ipynb', 'out.ipynb', '--json']);
  await run.saw('cell 2 of 3');
  const below = descendants(run.child.pid as number).map(({ pid }) => pid);
  run.child.kill(signal);
  const { code, stdout } = await run.finished;
  expect([code, JSON.parse(stdout).status]).toEqual([exitCode, word]);
  const notebook = place.read('out.ipynb');
  expect(statuses(notebook)).toEqual(['completed', 'failed', 'pending']);
  expect(notebook.metadata.octavo).toMatchObject({ status: word, exit_code: exitCode });
  expect(markerCount(notebook)).toBe(0);
  await ended(below);
});

test('SIGINT twice kills the kernel at once, and the notebook is still written', async () => {
  place.write('deaf.ipynb', [
    codeCell("console.log('started');"),
    codeCell('try { while (true) {} } finally { while (true) {} }'),
  ]);
  const run = place.start(['run', 'deaf.ipynb', 'out.ipynb', '--json']);
  await run.saw('cell 2 of 2');
  const below = descendants(run.child.pid as number).map(({ pid }) => pid);
  run.child.kill('SIGINT');
  await run.saw('once more kills');
  run.child.kill('SIGINT');
  const { code, stdout } = await run.finished;
  expect([code, JSON.parse(stdout).status]).toEqual([130, 'interrupted']);
  expect(statuses(place.read('out.ipynb'))).toEqual(['completed', 'failed']);
  await ended(below);
});

const frontProgram = join(import.meta.dirname, '../../lib/kernel/front/main.ts');

test.each([
  ['evaluator', /evaluator\/main/, []],
  ['front', /front\/main/, ['-k', './wired']], // where there is one: of a kernel that is spoken with through sockets
] as const)('kill -9 of the %s is a kernel that died', async (_, isIt, kernel) => {
  place.write('loop.ipynb', loop);
  place.writeKernel('wired', [process.execPath, '--no-warnings', frontProgram, '{connection_file}']);
  const run = place.start(['run', 'loop.ipynb', 'out.ipynb', '--json', ...kernel]);
  await run.saw('cell 2 of 3');
  const below = descendants(run.child.pid as number);
  process.kill(below.find(({ command }) => isIt.test(command))?.pid as number, 'SIGKILL');
  const { code, stdout } = await run.finished;
  expect([code, JSON.parse(stdout).status]).toEqual([138, 'kernel-died']);
  expect(statuses(place.read('out.ipynb'))).toEqual(['completed', 'failed', 'pending']);
  await ended(below.map(({ pid }) => pid));
});

test('kill -9 of the runner leaves a readable notebook that says running, and no process', async () => {
  place.write('loop.ipynb', [
    codeCell("import { spawn } from 'node:child_process';\nspawn('sleep', ['1000'], { stdio: 'ignore' });"),
    ...loop,
  ]);
  const run = place.start(['run', 'loop.ipynb', 'lost.ipynb']);
  await run.saw('cell 3 of 4');
  const below = descendants(run.child.pid as number);
  expect(below.map(({ command }) => command).join('\n')).toContain('sleep 1000');
  run.child.kill('SIGKILL');
  await run.finished;
  await ended(below.map(({ pid }) => pid));
  expect(place.read('lost.ipynb').metadata.octavo).toMatchObject({ status: 'running' });
});
