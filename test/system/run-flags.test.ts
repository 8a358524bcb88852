import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Cell, codeCell, markdownCell, parseNotebook } from '../../lib/notebook/index.ts';
import type { JsonObject } from '../../lib/notebook/json/index.ts';
import { type Running, workplace } from './run-workplace.ts';

// papermill's options in `octavo run`, with notebooks of TypeScript and Octavo's strict rules.

const place = workplace();
afterAll(place.remove);

const hidden: Cell = {
  ...codeCell('epochs * 2'),
  metadata: { jupyter: { outputs_hidden: true, source_hidden: false } },
};
const train = [
  markdownCell('# Training'),
  codeCell("const epochs: number = 5; // passes\nconst name = 'iris';", { tags: ['parameters'] }),
  codeCell("console.log(name, epochs);\nconsole.error('to stderr');"),
  hidden,
];
const text = (path: string) => readFileSync(join(place.folder, path), 'utf8');
const sourceOf = (path: string, at: number) => place.read(path).cells[at]?.source;

beforeAll(() => place.write('train.ipynb', train));

test('octavo run fills path templates, writes streams to files, hides sources and injects paths', async () => {
  const output = 'o_{run_id:03d}_{name}_{pm[current_datetime_utc]:%Y}.ipynb';
  const given = ['-prun_id', '7', '--parameters_raw=name', 'a b', '--inject-paths', '--report-mode'];
  const files = ['--stdout-file', 'out.txt', '--stderr-file', 'err.txt'];
  const args = ['run', 'train.ipynb', output, ...given, ...files, '--json', '--no-progress-bar'];
  const { code, stdout, stderr } = await place.octavo(args);
  expect(code, stderr).toBe(0);
  expect(stderr).toBe(
    'octavo: run_id names the notebook only: train.ipynb declares no such parameter, and does not get it\n',
  );
  const written = JSON.parse(stdout).output;
  expect(written).toBe(`o_007_a b_${new Date().getUTCFullYear()}.ipynb`);
  expect([text('out.txt'), text('err.txt')]).toEqual(['a b 5\n', 'to stderr\n']);
  const paths = `const PAPERMILL_INPUT_PATH = "train.ipynb";\nconst PAPERMILL_OUTPUT_PATH = "${written}";\n`;
  expect(sourceOf(written, 2)).toBe(`// Parameters\n${paths}const name: string = "a b";\n`);
  const hiding = place.read(written).cells.map((cell) => cell.metadata.jupyter);
  const onlySource = { source_hidden: true };
  expect(hiding).toEqual([
    undefined,
    onlySource,
    onlySource,
    onlySource,
    { outputs_hidden: true, source_hidden: true },
  ]);
});

const refused: [name: string, args: string[], says: string][] = [
  [
    'a name that nobody gave',
    ['out-{run_id}.ipynb'],
    "Missing parameter 'run_id' (in out-{run_id}.ipynb)\n  try: -p run_id VALUE",
  ],
  ['a member that is not there', ['{pm[uuid]}.ipynb'], 'pm has run_uuid'],
  ['a value with ..', ['out/{id}.ipynb', '-p', 'id', '../../x'], 'leads out of out/'],
  ['an absolute value', ['{id}.ipynb', '-r', 'id', '/etc/x'], 'leads out of the current folder'],
  ['an address as a value', ['{id}', '-p', 'id', 's3://bucket/x'], 'leads out of the current folder'],
  ['a value from YAML', ['out/{deep[id]}.ipynb', '-y', 'deep: {id: ../x}'], 'leads out of out/'],
  ['a template that ends too soon', ['{id.ipynb', '-p', 'id', '1'], "expected '}' before end of string"],
  ['a format that the value does not take', ['{id:.2f}', '-p', 'id', 'x'], "Unknown format code 'f'"],
  ['a slip of the pen', ['{epoch}.ipynb', '-p', 'epoch', '3'], 'did you mean "epochs"?'],
  ['a stream into the notebook', ['out.ipynb', '--stdout-file', './out.ipynb'], 'is a notebook of this run'],
  ['a stream into the input', ['out.ipynb', '--stderr-file', 'train.ipynb'], 'is a notebook of this run'],
  ['a stream into no folder', ['out.ipynb', '--stdout-file', 'no/out.txt'], 'mkdir -p no'],
  ['a pause that is none', ['out.ipynb', '--autosave-cell-every=-1'], '--autosave-cell-every'],
  ['an unknown level', ['out.ipynb', '--log-level', 'INFOS'], 'try: --log-level INFO'],
];

test.each(refused)('octavo run refuses %s', async (_, args, says) => {
  const before = place.list();
  const { code, stderr } = await place.octavo(['run', 'train.ipynb', ...args]);
  expect(code).toBeGreaterThan(0);
  expect(stderr).toContain(says);
  expect(stderr).toMatch(/^octavo: .+\n {2}try: .+\n$/);
  expect(place.list()).toEqual(before);
  expect(parseNotebook(text('train.ipynb')).cells).toHaveLength(4);
});

test('octavo run --prepare-only starts no kernel, checks parameters, and keeps old outputs', async () => {
  const old = {
    ...codeCell('1'),
    executionCount: 3,
    outputs: [{ output_type: 'stream', name: 'stdout', text: 'old' }],
  } as Cell;
  const metadata = {
    kernelspec: { name: 'tslab', language: 'typescript', display_name: 'TS' },
    octavo: { status: 'failed' },
  };
  place.write('old.ipynb', [codeCell('const a = 1;', { tags: ['parameters'] }), old], metadata);
  const args = [
    'run',
    'old.ipynb',
    'prepared.ipynb',
    '--prepare-only',
    '-k',
    'nosuch',
    '-l',
    'typescript',
    '-p',
    'a',
    '2',
  ];
  const { code, stderr } = await place.octavo(args);
  expect([code, stderr]).toEqual([0, '']);
  const { cells, metadata: written } = place.read('prepared.ipynb');
  expect(cells.map((cell) => cell.source)).toEqual(['const a = 1;', '// Parameters\nconst a: number = 2;\n', '1']);
  expect(cells[2]).toMatchObject({ executionCount: 3, outputs: [{ text: ['old'] }] });
  expect(written.octavo).toMatchObject({ status: 'prepared', kernel: 'nosuch' });
  expect(written.papermill).not.toHaveProperty('start_time');
  expect((written.papermill as JsonObject).parameters).toEqual({ a: 2 });
  const wrong = await place.octavo(['run', 'old.ipynb', 'wrong.ipynb', '--prepare-only', '-p', 'a', 'x']);
  expect([wrong.code, place.exists('wrong.ipynb')]).toEqual([1, false]);
});

const waiting = [
  "import { existsSync } from 'node:fs';",
  'const until = async (file: string) => {',
  '  while (!existsSync(file)) await new Promise((resolve) => setTimeout(resolve, 20));',
  '};',
  "await until('speak');",
  "console.log('half way');",
  "await until('go');",
].join('\n');

/** Resolves when the cell of a notebook on disk says something, in its outputs or its metadata. */
async function seen(run: Running, path: string, words: string): Promise<void> {
  let isOver = false;
  void run.finished.then(() => (isOver = true));
  const cell = () => JSON.stringify(place.read(path).cells);
  while (!place.exists(path) || !cell().includes(words)) {
    if (isOver) throw new Error(`it ended before ${path} said "${words}"`);
    await sleep(20);
  }
}

test('octavo run saves inside of a long cell as often as asked, and only at the end when asked so', async () => {
  place.write('slow.ipynb', [codeCell(waiting)]);
  const often = place.start(['run', 'slow.ipynb', 'often.ipynb', '--autosave-cell-every', '0.1']);
  const once = place.start(['run', 'slow.ipynb', 'once.ipynb', '--no-request-save-on-cell-execute', '--log-output']);
  await seen(often, 'often.ipynb', '"status":"running"'); // from here on nothing but autosave writes
  writeFileSync(join(place.folder, 'speak'), '');
  await Promise.all([seen(often, 'often.ipynb', '"half way'), once.saw('half way\n')]);
  expect(place.read('often.ipynb').cells[0]?.metadata.papermill).toMatchObject({ status: 'running' });
  expect(place.exists('once.ipynb')).toBe(false);
  writeFileSync(join(place.folder, 'go'), '');
  const codes = (await Promise.all([often.finished, once.finished])).map(({ code }) => code);
  expect(codes).toEqual([0, 0]);
  expect(text('once.ipynb')).toContain('half way');
});

test('octavo run --help-notebook shows the parameters, and papermill_description the progress', async () => {
  const help = await place.octavo(['run', 'train.ipynb', '--help-notebook']);
  expect(help.stdout).toBe(
    [
      'Usage: octavo run INPUT [OUTPUT] [options]',
      '',
      "Parameters inferred for notebook 'train.ipynb':",
      '  epochs: number (default 5)      passes',
      "  name: string (default 'iris')",
      '',
    ].join('\n'),
  );
  place.write('described.ipynb', [markdownCell('# Part'), codeCell('// papermill_description=Loading the rows\n1')]);
  const { stderr } = await place.octavo(['run', 'described.ipynb', 'out.ipynb']);
  expect(stderr).toContain('cell 1 of 1: Loading (');
});
