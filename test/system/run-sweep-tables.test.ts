import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { codeCell } from '../../lib/notebook/index.ts';
import type { JsonObject } from '../../lib/notebook/json/index.ts';
import { workplace } from './run-workplace.ts';

// Sweeps whose values come from a file or are drawn, up to where the first run would begin.

const place = workplace();
afterAll(place.remove);
mkdirSync(join(place.folder, 'out'));
place.write('in.ipynb', [
  codeCell(
    [
      "const name: string = 'a';",
      'const n: number = 1;',
      "const when: Date = new Date('2026-01-01');",
      'const maybe: number | null = 1;',
      'const layers: number[] = [];',
    ].join('\n'),
    { metadata: { tags: ['parameters'] } },
  ),
]);
const write = (name: string, text: string) => writeFileSync(join(place.folder, name), text);

/** What the runs would be given, and where they would be written. */
async function planned(output: string, ...args: string[]) {
  const { code, stdout, stderr } = await place.octavo(['run', 'in.ipynb', output, ...args, '--dry-run', '--json']);
  const runs = code === 0 ? (JSON.parse(stdout).runs as { parameters: JsonObject; output: string }[]) : [];
  return { code, stderr, values: runs.map((run) => run.parameters), outputs: runs.map((run) => run.output) };
}

test('--runs reads a CSV file with quotes, commas, line breaks, empty fields and a byte order mark', async () => {
  write(
    'runs.csv',
    '\ufeffname,n,when,maybe\r\n"a, b",-1,2026-02-03,null\r\n"say ""hi""",2,,\r\n"two\r\nlines",3,,5\r\n',
  );
  expect(await planned('out/{n}.ipynb', '--runs', 'runs.csv')).toEqual({
    code: 0,
    stderr: '',
    values: [
      { name: 'a, b', n: -1, when: '2026-02-03', maybe: null },
      { name: 'say "hi"', n: 2 },
      { name: 'two\r\nlines', n: 3, maybe: 5 },
    ],
    outputs: ['out/-1.ipynb', 'out/2.ipynb', 'out/3.ipynb'],
  });
});

test('--runs reads JSON lines, and a grid multiplies them', async () => {
  write('runs.jsonl', '{"n": 1, "layers": [1, 2]}\n\n{"n": 2, "maybe": null}\n');
  const { values, outputs } = await planned('out/{n}-{name}.ipynb', '--runs', 'runs.jsonl', '--grid', 'name="x,y",z w');
  expect(values.map(({ name, n }) => [name, n])).toEqual([
    ['x,y', 1],
    ['z w', 1],
    ['x,y', 2],
    ['z w', 2],
  ]);
  expect(values[0]?.layers).toEqual([1, 2]);
  expect(outputs).toEqual(['out/1-x,y.ipynb', 'out/1-z w.ipynb', 'out/2-x,y.ipynb', 'out/2-z w.ipynb']);
});

test('--random draws the same values with the same --sweep-seed, says which it has drawn, and needs it to resume', async () => {
  const draws = ['--random', '3', '--draw', 'n=loguniform(1e-4,1e-1)', '--draw', 'name=choice(a,b)'];
  const own = await planned('out/{n}.ipynb', ...draws);
  const seed = /drawn by --sweep-seed (\d+)/.exec(own.stderr)?.[1] as string;
  const again = await planned('out/{n}.ipynb', ...draws, '--sweep-seed', seed);
  expect([own.code, own.values.length, again.values, again.stderr]).toEqual([0, 3, own.values, '']);
  expect((await planned('out/{n}.ipynb', ...draws, '--sweep-seed', `${Number(seed) + 1}`)).values).not.toEqual(
    own.values,
  );
  expect(await planned('out/{n}.ipynb', ...draws, '--resume')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--resume with --random needs the seed'),
  });
});

test('a table or a number of jobs that is wrong is told with its place', async () => {
  write('short.csv', 'name,n\na,1,5\n');
  write('typed.jsonl', '{"n": 1}\n{"n": "x"}\n');
  write('broken.jsonl', '{"n": 1}\n{"n": 2,}\n');
  const refused: [args: string[], code: number, message: RegExp][] = [
    [['--runs', 'short.csv'], 1, /short.csv line 2: it has 3 fields, and the first line 2/],
    [['--runs', 'typed.jsonl'], 1, /Run 2 of 2: Parameter "n" of in.ipynb/],
    [['--runs', 'broken.jsonl'], 1, /broken.jsonl line 2: it is no JSON/],
    [['--runs', 'none.csv'], 1, /none.csv/],
    [['--grid', 'n=1,2', '--jobs', '0'], 2, /--jobs takes a number above 0/],
    [['--grid', 'n=1,2', '--jobs=-1'], 2, /--jobs takes a whole number, not "-1"/],
    [['--jobs', '2'], 2, /--jobs belongs to a sweep/],
  ];
  const results = await Promise.all(refused.map(async ([args]) => await planned('out/{n}.ipynb', ...args)));
  for (const [at, { code, stderr }] of results.entries()) {
    const [args, expected, message] = refused[at] as (typeof refused)[number];
    expect([args, code, stderr]).toEqual([args, expected, expect.stringMatching(message)]);
  }
});
