import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { octavoKernelSpec, openThread } from '../../lib/kernel/index.ts';
import { codeCell } from '../../lib/notebook/index.ts';
import type { JsonObject } from '../../lib/notebook/json/index.ts';
import { descendants, ended, workplace } from './run-workplace.ts';

// The table "How a run ends", with the cells in a thread of the runner. No process is left behind.

const place = workplace();
afterAll(place.remove);

const engine = ['--engine', 'in-process', '--no-progress'];
const forEver = 'while (true) {}';
const pending = 'await new Promise((done) => setTimeout(done, 1e8));';

interface Ending {
  word: string;
  source: string;
  exitCode: number;
  error: string | null; // ename
  args?: string[];
  env?: Record<string, string>;
}

const off = ['--types', 'off'];
const closing =
  "const fs = require('node:fs'); for (const fd of [0, 1, 2]) fs.closeSync(fd); await new Promise((done) => fs.close(1, done));";
const limit = [...off, '--execution-timeout', '3'];
const endings: Ending[] = [
  { word: 'completed', source: '1', exitCode: 0, error: null },
  { word: 'completed', source: closing, exitCode: 0, error: null, args: off },
  { word: 'exited', source: 'process.exit(0);', exitCode: 0, error: null, args: off },
  { word: 'exited', source: 'process.exit(3);', exitCode: 3, error: 'SystemExit', args: off },
  { word: 'exited', source: 'process.exit(256);', exitCode: 1, error: 'SystemExit', args: off }, // a system would say 0
  { word: 'failed', source: "throw new TypeError('no');", exitCode: 1, error: 'TypeError', args: off },
  { word: 'failed', source: "const x: number = 'text';", exitCode: 1, error: 'TypeCheckError' },
  { word: 'timed-out', source: forEver, exitCode: 124, error: 'CellTimeoutError', args: limit },
  { word: 'timed-out', source: pending, exitCode: 124, error: 'CellTimeoutError', args: limit },
  {
    word: 'timed-out',
    source: "require('node:child_process').spawnSync('sleep', ['300']);",
    exitCode: 124,
    error: 'CellTimeoutError',
    args: limit,
  },
  {
    word: 'kernel-died',
    source: 'const all: number[][] = []; while (true) all.push(Array.from({ length: 1e5 }, (_, i) => i + 0.5));',
    exitCode: 138,
    error: 'DeadKernelError',
    args: off,
    env: { NODE_OPTIONS: '--max-old-space-size=64' },
  },
];

test.each(endings)('$word by $source', async ({ word, source, exitCode, error, args = [], env }) => {
  place.write('in.ipynb', [codeCell("console.log('before');"), codeCell(source), codeCell("console.log('after');")]);
  const running = place.start(['run', 'in.ipynb', 'out.ipynb', '--json', ...engine, ...args], env);
  const { code, stdout, stderr } = await running.finished;
  const summary = JSON.parse(stdout);
  expect([code, summary.status, summary.exitCode], stderr).toEqual([exitCode, word, exitCode]);
  expect(summary.error?.ename ?? null).toBe(error);
  if (word === 'kernel-died') expect(summary.error.evalue).toContain('out of memory');
  const { metadata, cells } = place.read('out.ipynb');
  expect(metadata.octavo).toMatchObject({ status: word, exit_code: exitCode, engine: 'in-process' });
  const ran = cells.filter((cell) => cell.kind === 'code');
  expect(ran.map((cell) => (cell.metadata.papermill as JsonObject).status)).toEqual(
    word === 'completed'
      ? ['completed', 'completed', 'completed']
      : ['completed', exitCode === 0 ? 'completed' : 'failed', 'pending'],
  );
  expect(stdout.startsWith('{')).toBe(true); // nothing of the cells got into the runner's own streams
  await expect.poll(() => descendants(running.child.pid as number)).toEqual([]);
});

test.each([
  ['SIGINT', 1, 'interrupted', 130, forEver],
  ['SIGINT', 2, 'interrupted', 130, `try { ${pending} } finally { ${forEver} }`],
  ['SIGTERM', 1, 'terminated', 143, `require('node:child_process').spawn('sleep', ['300']); ${pending}`],
] as const)('%s, %i times: %s', async (signal, times, word, exitCode, source) => {
  place.write('in.ipynb', [codeCell(`console.error('started'); ${source}`)]);
  const running = place.start(['run', 'in.ipynb', 'out.ipynb', '--json', '--log-output', ...engine, ...off]);
  await running.saw('started');
  const pid = running.child.pid as number;
  const children = descendants(pid).map((child) => child.pid);
  for (let sent = 0; sent < times; sent += 1) {
    process.kill(pid, signal);
    await running.saw(sent === 0 ? 'stopping' : 'killing');
  }
  const { code, stdout, stderr } = await running.finished;
  expect([code, JSON.parse(stdout).status], stderr).toEqual([exitCode, word]);
  expect(place.read('out.ipynb').metadata.octavo).toMatchObject({ status: word, engine: 'in-process' });
  await ended(children);
});

test('an interrupt stops the loop of its own thread, leaves its variables, and does not touch the other threads', async () => {
  const open = async () => await openThread(octavoKernelSpec(), { cwd: process.cwd(), env: { OCTAVO_TYPES: 'off' } });
  const before = await open();
  await before.execute('let begun = 1;');
  await before.stop(); // the numbers of threads and those that a debugger gives them differ from here on
  const sessions = [await open(), await open(), await open()] as const;
  const [, middle] = sessions;
  for (const session of sessions) await session.execute('let rounds = 0;');
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  const loop = middle.execute("console.log('begun'); while (true) rounds += 1;", {
    onMessage: ({ type }) => type === 'stream' && begin(),
  });
  await begun;
  await middle.interrupt();
  expect((await loop).ename).toBe('KeyboardInterrupt');
  for (const session of sessions) {
    const isExpected = session === middle ? 'rounds > 0' : 'rounds === 0';
    expect((await session.execute(`if (!(${isExpected})) throw new Error('' + rounds);`)).status).toBe('ok');
    await session.stop();
  }
});

test('what cannot be in a thread is refused before anything starts', async () => {
  place.write('in.ipynb', [codeCell('1')]);
  place.writeKernel('other', ['no-such-program', '{connection_file}']);
  mkdirSync(join(place.folder, 'elsewhere'));
  const refused = async (...args: string[]) => {
    const { code, stderr } = await place.octavo(['run', 'in.ipynb', 'new.ipynb', ...args]);
    return [code, stderr];
  };
  const names = expect.stringContaining('No --engine is called "noteable"; there are: kernel, in-process');
  const [other, elsewhere, unknown] = await Promise.all([
    refused(...engine, '-k', join(place.folder, 'other')),
    refused(...engine, '--cwd', 'elsewhere'),
    refused('--engine', 'noteable'),
  ]);
  expect(other).toEqual([1, expect.stringContaining('cannot run in the process of its runner')]);
  expect(elsewhere).toEqual([1, expect.stringContaining('cannot work in')]);
  expect(unknown).toEqual([2, names]);
  expect(place.exists('new.ipynb')).toBe(false);
});
