import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { nodeHost } from '../../../lib/host/index.ts';
import { codeCell, createNotebook, formatNotebook } from '../../../lib/notebook/index.ts';
import type { RunOptions } from '../../../lib/run/index.ts';
import { axisPoints, multiplyPoints, readGridAxis, readRunTable } from '../../../lib/run/points/index.ts';
import { checkDistinctOutputs } from '../../../lib/run/sweep/distinct-outputs.ts';
import { type PlanOptions, planSweep } from '../../../lib/run/sweep/plan-sweep.ts';
import { sweepNotebook } from '../../../lib/run/sweep/sweep-notebook.ts';
import { createTranslators } from '../../../lib/run/translators.ts';

// What is known of a sweep before anything runs.

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'octavo-sweep-')));
afterAll(() => rmSync(folder, { recursive: true }));
const host = { ...nodeHost, cwd: () => folder };
mkdirSync(join(folder, 'out'));
const tagged = { metadata: { tags: ['parameters'] } };
const cells = [codeCell("const lr: number = 0.5;\nconst name: string = 'a';\nconst layers: number[] = [];", tagged)];
writeFileSync(join(folder, 'train.ipynb'), formatNotebook(createNotebook({ cells })));

const grid = (...texts: string[]) => multiplyPoints(texts.map((text) => axisPoints(readGridAxis(text))));
const input = join(folder, 'train.ipynb');
const warnings: string[] = [];
const plan = (points: ReturnType<typeof grid>, options: Partial<PlanOptions> = {}) =>
  planSweep(input, points, { ...options, translators: createTranslators(), warn: (text) => warnings.push(text) }, host);

test('planSweep() reads the values by the declared types and fills the outputs; it makes nothing', async () => {
  const { runs, names, parameters, outputs } = await plan(grid('lr=0.1,1e-2', 'layers=[16,8],[32]'), {
    output: 'out/{lr:.2f}/{name}-{tag}-{layers}.ipynb',
    arguments: {
      words: [
        ['name', '5'],
        ['tag', 'x'],
      ],
    },
  });
  expect(names).toEqual(['lr', 'layers']);
  expect(parameters).toEqual({ name: '5', tag: 'x' });
  expect(runs[2]).toMatchObject({
    index: 3,
    varying: { lr: 0.01, layers: [16, 8] },
    output: 'out/0.01/5-x-[16,8].ipynb',
  });
  expect(runs[2]?.given.has('tag')).toBe(false); // it names the path only
  expect(warnings).toEqual([`"tag" names the outputs only: ${input} declares no such parameter`]);
  expect(outputs.folders).toEqual([join(folder, 'out/0.10'), join(folder, 'out/0.01')]);
  expect(readdirSync(join(folder, 'out'))).toEqual([]);
});

test('planSweep() fills what else each run writes with the same values, and makes the folders that they name', async () => {
  const moreOutputs = { stdout: 'out/{lr}/{pm[run_uuid]}.txt', stderr: 'out/{lr}/{pm[run_uuid]}.txt' }; // one file of a run
  const { runs, outputs } = await plan(grid('lr=1,2'), { output: 'out/{pm[run_uuid]}.ipynb', moreOutputs });
  for (const { output, moreOutputs: more, varying } of runs) {
    const uuid = /^out\/([-\da-f]{36})\.ipynb$/.exec(output)?.[1];
    expect(more).toEqual({ stdout: `out/${varying.lr}/${uuid}.txt`, stderr: `out/${varying.lr}/${uuid}.txt` });
  }
  expect(outputs.folders).toEqual([join(folder, 'out/1'), join(folder, 'out/2')]);
});

test('planSweep() without a template keeps the outputs in a folder of the sweep', async () => {
  const { runs } = await plan(grid('lr=1..12'));
  expect(runs[2]?.output).toMatch(/^local_data\/runs\/train\/[\dTZ-]+\/03\.ipynb$/);
});

const refused: [
  what: string,
  points: () => ReturnType<typeof grid>,
  options: RunOptions,
  code: string,
  message: RegExp,
][] = [
  ['one output', () => grid('lr=1,2'), { output: 'out/x.ipynb' }, 'run-sweep-output', /Runs 1 and 2 .* out\/x.ipynb/],
  [
    'two spellings of one',
    () => grid('name=a,./a'),
    { output: 'out/{name}.ipynb' },
    'run-sweep-output',
    /one file, as/,
  ],
  ['the input', () => grid('name=train,b'), { output: '{name}.ipynb' }, 'run-sweep-output', /over .*train.ipynb/],
  [
    'a way out',
    () => grid('name=a,../../b'),
    { output: 'out/{name}.ipynb' },
    'run-template-escape',
    /leads out of out\//,
  ],
  [
    'a folder that is not there',
    () => grid('lr=1,2'),
    { output: 'none/{lr}.ipynb' },
    'run-output-folder',
    /none does not exist/,
  ],
  ['a wrong type', () => grid('lr=0.1,fast'), {}, 'run-parameter-type', /^Run 2 of 2: .*"fast"/],
  [
    'an unknown name',
    () => grid('rate=1,2'),
    { output: 'out/{lr}.ipynb' },
    'run-parameter-unknown',
    /train.ipynb has no .*"rate"/,
  ],
  [
    'a row without what names its output',
    () => readRunTable('lr,name\n1,a\n2,', 'a.csv'),
    { output: 'out/{lr}-{name}.ipynb' },
    'run-template-missing',
    /^Run 2 of 2: .*'name'/,
  ],
  ['a name given twice', () => grid('lr=1,2'), { arguments: { words: [['lr', '3']] } }, 'run-sweep-name', /"lr"/],
  [
    'a tag that no cell has',
    () => grid('lr=1,2'),
    { select: { tags: ['slow'] } },
    'run-tag-unknown',
    /^No cell .*"slow"/,
  ],
  ['no such folder', () => grid('lr=1,2'), { cwd: 'nowhere' }, 'run-cwd', /nowhere does not exist/],
  ['a thread elsewhere', () => grid('lr=1,2'), { engine: 'in-process', cwd: 'out' }, 'kernel-thread-folder', /out/],
  [
    'a wrong row',
    () => readRunTable('{"lr": 1}\n{"lr": "x"}', 'a.jsonl'),
    {},
    'run-parameter-type',
    /^Run 2 of 2: .*"lr"/,
  ],
];

test.each(refused)('planSweep() refuses %s', async (_, points, options, code, message) => {
  await expect(plan(points(), options)).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
});

test('checkDistinctOutputs() follows links to folders and files, and knows capital letters where the file system does', async () => {
  symlinkSync(join(folder, 'out'), join(folder, 'link'));
  const check = (...outputs: string[]) => checkDistinctOutputs(outputs, 'train.ipynb', host);
  await expect(check('out/a.ipynb', 'link/a.ipynb')).rejects.toMatchObject({ code: 'run-sweep-output' });
  writeFileSync(join(folder, 'out', 'first.ipynb'), '');
  symlinkSync('first.ipynb', join(folder, 'out', 'second.ipynb'));
  await expect(check('out/first.ipynb', 'out/second.ipynb')).rejects.toMatchObject({ code: 'run-sweep-output' });
  await expect(check('s3://runs/a', 's3://runs/a')).rejects.toMatchObject({ code: 'run-sweep-output' });
  const capitals = check('out/a.ipynb', 'out/A.ipynb');
  writeFileSync(join(folder, 'letter'), '');
  const foldsCase =
    readdirSync(folder).includes('letter') && (await nodeHost.files.kind(join(folder, 'LETTER'))) === 'file';
  await (foldsCase ? expect(capitals).rejects.toMatchObject({ code: 'run-sweep-output' }) : capitals);
});

test('the record and the result of a sweep show no values that look like secrets', async () => {
  const token = `ghp_${'a1B2'.repeat(9)}`;
  const told: unknown[] = [];
  const result = await sweepNotebook(
    input,
    [
      { lr: 1, name: token },
      { lr: 2, name: token },
      { lr: 3, name: '' },
    ],
    { output: 'out/{lr}.ipynb', signal: AbortSignal.abort(), observers: [(event) => void told.push(event)] },
    host,
  );
  expect(result.runs.map(({ status, parameters }) => [status, parameters.name])).toEqual([
    ['not-run', '***'],
    ['not-run', '***'],
    ['not-run', ''],
  ]);
  const shared = await sweepNotebook(
    input,
    [{ lr: 1, name: token }],
    { output: 'out/{lr}.ipynb', signal: AbortSignal.abort(), observers: [(event) => void told.push(event)] },
    host,
  );
  expect(JSON.stringify([result, shared, told])).not.toContain(token);
});
