import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { codeCell } from '../../lib/notebook/index.ts';
import { workplace } from './run-workplace.ts';

// Where the runs of a sweep write what their cells print.

const place = workplace();
afterAll(place.remove);
const file = (name: string) => join(place.folder, name);
const read = (name: string) => readFileSync(file(name), 'utf8');
for (const folder of ['out', 'logs']) mkdirSync(file(folder));
place.write('in.ipynb', [
  codeCell("const n: number = 0;\nconst token: string = '';", { metadata: { tags: ['parameters'] } }),
  codeCell("console.error('warning', n);"),
  codeCell("console.log('number', n, token);\nprocess.stdout.write('end ' + n);\n0;"),
]);
const sweep = async (...args: string[]) =>
  await place.octavo(['run', 'in.ipynb', 'out/{n}.ipynb', '--grid', 'n=1..3', '--jobs', '2', ...args], {
    OCTAVO_TYPES: 'off',
    OCTAVO_TRACK: 'local', // the recorder and the files hear of the same runs
    TOKEN: 'correct-horse',
  });

test('each run has its own --stdout-file and --stderr-file, and lines of --log-output that name it', async () => {
  const streams = ['--stdout-file', 'logs/{n}.txt', '--stderr-file', 'logs/{n}/{pm[run_uuid]}.txt'];
  const { code, stdout, stderr } = await sweep(
    '--log-output',
    '--no-progress-bar',
    '-p',
    'token',
    'env:TOKEN',
    ...streams,
  );
  expect([code, stderr]).toEqual([0, expect.any(String)]);
  for (const n of [1, 2, 3]) {
    expect(read(`logs/${n}.txt`)).toBe(`number ${n} ***\nend ${n}`);
    const lines = stderr.split('\n').filter((line) => line.startsWith(`run ${n}: `));
    expect(lines.filter((line) => !/Cell \d/.test(line)).toSorted()).toEqual(
      [`end ${n}0`, `number ${n} ***`, `warning ${n}`].map((text) => `run ${n}: ${text}`),
    );
    expect(lines.filter((line) => /(?:Executing|Ending) Cell 4-/.test(line))).toHaveLength(2);
  }
  expect(stdout).not.toContain('number'); // the table stands there, and nothing else
  expect(stderr).not.toMatch(/^run \d of 3/m);
});

test('what resumes prints nothing, and leaves the files of its first run alone', async () => {
  const first = await sweep('--stdout-file', 'logs/r{n}.txt', '--resume');
  expect(first.code).toBe(0);
  const { code, stderr } = await sweep('--stdout-file', 'logs/r{n}.txt', '--resume', '--log-output');
  expect([code, read('logs/r2.txt')]).toEqual([0, 'number 2 \nend 2']);
  expect(stderr).toMatch(/3 resumed; nothing ran\n$/);
  expect(stderr).not.toMatch(/^run \d: /m);
});

test('files that would mix what several runs print are refused before any begins', async () => {
  const refused: [args: string[], message: RegExp, code: number][] = [
    [['--stdout-file', 'logs/all.txt'], /Runs 1 and 2 of the sweep would both write logs\/all.txt/, 1],
    [['--stdout-file', 'logs/x{n}.txt', '--stderr-file', 'logs/x3.txt'], /Runs 1 and 2 .* logs\/x3.txt/, 1],
    [
      ['--stdout-file', 'out/{n}.ipynb', '--dry-run'],
      /Run 1 would write what its cells print over its .*out\/1.ipynb/,
      1,
    ],
    [['--stderr-file', 'in.ipynb'], /Run 1 would write what its cells print over in.ipynb/, 1],
    [['--stdout-file', 'none/{n}.txt'], /The output folder none does not exist/, 1],
    [['--stdout-file', 'logs/{m}.txt'], /Missing parameter 'm' \(in logs\/\{m\}.txt\)/, 1],
    [['--stdout-file', '-'], /would mix what they print/, 2],
    [['--log-level', 'LOUD'], /No --log-level is called "LOUD"/, 2],
  ];
  const results = await Promise.all(refused.map(async ([args]) => await sweep('-p', 'token', 'other', ...args)));
  for (const [at, { code, stderr }] of results.entries()) {
    const [args, message, expected] = refused[at] as (typeof refused)[number];
    expect([args, code, stderr]).toEqual([args, expected, expect.stringMatching(message)]);
  }
  expect(existsSync(file('logs/all.txt'))).toBe(false);
});
