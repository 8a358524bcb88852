import { afterAll, describe, expect, test } from 'vitest';
import { codeCell } from '../../lib/notebook/index.ts';
import type { JsonObject } from '../../lib/notebook/json/index.ts';
import type { Ending } from '../../lib/run/index.ts';
import { checkEnded, markedEnvironment, printed } from './ended-run.ts';
import { workplace } from './run-workplace.ts';

// What a cell can do to end its run, really done: after each the notebook, the store and the exit code say the same.

const place = workplace();
afterAll(place.remove);

interface Case {
  name: string;
  source: string;
  word: Ending;
  exitCode: number;
  error?: string; // ename
  args?: string[];
  says?: RegExp; // on stderr
}

const forever = 'await new Promise(() => setInterval(() => undefined, 1000));';
const kill = (signal: string) => `process.kill(process.pid, '${signal}');\n${forever}`;
const dead = { word: 'kernel-died', exitCode: 138, error: 'DeadKernelError' } as const;

const cases: Case[] = [
  { name: 'its end', source: '1', word: 'completed', exitCode: 0 },
  { name: 'a throw', source: "throw new TypeError('no');", word: 'failed', exitCode: 1, error: 'TypeError' },
  {
    name: 'a rejection',
    source: "await Promise.reject(new RangeError('no'));",
    word: 'failed',
    exitCode: 1,
    error: 'RangeError',
  },
  { name: 'a thrown nothing', source: 'throw undefined;', word: 'failed', exitCode: 1 },
  { name: 'a type error', source: "const n: number = 'text';", word: 'failed', exitCode: 1, error: 'TypeCheckError' },
  { name: 'a syntax error', source: 'const = 1;', word: 'failed', exitCode: 1, error: 'SyntaxError' },
  { name: 'process.exit(0)', source: 'process.exit(0);', word: 'exited', exitCode: 0 },
  { name: 'process.exit(3)', source: 'process.exit(3);', word: 'exited', exitCode: 3, error: 'SystemExit' },
  { name: 'process.exit(256 + 7)', source: 'process.exit(263);', word: 'exited', exitCode: 7, error: 'SystemExit' },
  {
    name: "a cell's time",
    source: 'while (true) {}',
    word: 'timed-out',
    exitCode: 124,
    error: 'CellTimeoutError',
    args: ['--types', 'off', '--execution-timeout', '5'], // which the first cell must not need
  },
  {
    name: "the run's time",
    source: forever,
    word: 'timed-out',
    exitCode: 124,
    error: 'RunTimeoutError',
    args: ['--types', 'off', '--timeout', '15'], // for the start of the kernel, too
  },
  { name: 'SIGKILL, as of the OOM killer', source: kill('SIGKILL'), ...dead, says: /SIGKILL|137/ },
  { name: 'SIGSEGV', source: kill('SIGSEGV'), ...dead },
  { name: 'process.abort()', source: 'process.abort();', ...dead },
  {
    name: 'memory that is used up',
    source: 'const held: number[][] = [];\nfor (;;) held.push(new Array<number>(1e5).fill(1.5));',
    ...dead,
    args: ['--env', 'NODE_OPTIONS=--max-old-space-size=100'],
    says: /ran out of memory/,
  },
];

describe.concurrent('a run ends by', () => {
  test.each(cases.map((one, at) => ({ ...one, at })))(
    '$name',
    async ({ at, source, word, exitCode, error, args = [], says }) => {
      const [input, output] = [`in-${at}.ipynb`, `out-${at}.ipynb`];
      place.write(input, [
        codeCell("console.log('before');"),
        codeCell(`console.log('begun');\n${source}`),
        codeCell("console.log('after');"),
      ]);
      const { env, mark } = markedEnvironment();
      const { code, stdout, stderr } = await place.octavo(['run', input, output, '--json', ...args], env);
      const summary = JSON.parse(stdout);
      expect([code, summary.status, summary.exitCode], stderr).toEqual([exitCode, word, exitCode]);
      if (error !== undefined) expect(summary.error?.ename).toBe(error);
      if (says) expect(stderr).toMatch(says);
      const cells = await checkEnded({ folder: place.folder, output, mark, word, exitCode, isTracked: true });
      const isWell = exitCode === 0;
      const markers = place.read(output).cells.filter((cell) => cell.kind === 'markdown');
      expect(markers).toHaveLength(isWell ? 0 : 2);
      expect(cells.map((cell) => (cell.metadata.papermill as JsonObject).status)).toEqual([
        'completed',
        isWell ? 'completed' : 'failed',
        word === 'completed' ? 'completed' : 'pending',
      ]);
      const isRun = error !== 'SyntaxError' && error !== 'TypeCheckError';
      const [before, own, after] = cells.map(printed);
      expect([before, after]).toEqual(['before\n', word === 'completed' ? 'after\n' : '']);
      expect(own).toMatch(isRun ? /^begun\n/ : /^$/); // what a dying process prints itself stands behind it
    },
  );
});
