import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { nodeHost } from '../../../lib/host/index.ts';
import { codeCell, createNotebook } from '../../../lib/notebook/index.ts';
import { prepareRun } from '../../../lib/run/engine/prepare.ts';
import { createTranslators, type RunOptions } from '../../../lib/run/index.ts';
import type { ParameterArguments } from '../../../lib/run/parameters/index.ts';

// What people and programs give as parameters that is wrong, odd or hostile. Nothing is started by prepareRun().

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'octavo-parameters-')));
afterAll(() => rmSync(folder, { recursive: true }));
const host = { ...nodeHost, cwd: () => folder };

async function prepare(given: ParameterArguments, source = 'const a: unknown = 1;', options: RunOptions = {}) {
  const cells = [codeCell(source, { tags: ['parameters'] })];
  const notebook = { ...createNotebook({ cells }), path: 'in.ipynb' };
  const base = {
    arguments: given,
    output: null,
    kernel: 'octavo',
    translators: createTranslators(),
    warn: () => undefined,
  };
  return await prepareRun(notebook, { ...base, ...options }, host);
}

const laughs = Array.from(
  { length: 10 },
  (_, level) => `a${level}: &a${level} [${Array(10).fill(level === 0 ? 'x' : `*a${level - 1}`)}]`,
);
const nested = (levels: number) => `a: ${'['.repeat(levels)}${']'.repeat(levels)}`;

const refused: [name: string, yaml: string, code: string, says: string][] = [
  ['a billion laughs', laughs.join('\n'), 'run-parameter-file', 'Excessive alias count'],
  [
    'a list that is used again and again',
    `a: &a [${'1,'.repeat(20_000)}]\nb: [${'*a,'.repeat(99)}]`,
    'run-parameter-size',
    'more than 1000000 values',
  ],
  ['an alias to itself', 'a: &a [*a]', 'run-parameter-file', 'contains itself'],
  ['an alias to nothing', 'a: *nothing', 'run-parameter-file', 'nothing'],
  [
    'more anchors than anybody sets',
    Array.from({ length: 5000 }, (_, at) => `a${at}: &x${at} 1`).join('\n'),
    'run-parameter-size',
    'more than 1000 anchors',
  ],
  ['a repeated name', 'a: 1\nb: 2\na: 3', 'run-parameter-file', 'line 3: Map keys must be unique'],
  ['a repeated name within', 'a: {b: 1, b: 2}', 'run-parameter-file', 'line 1: Map keys must be unique'],
  ['brackets ten thousand deep', nested(10_000), 'run-parameter-file', 'nested too deep'],
  ['brackets a million deep', nested(1_000_000), 'run-parameter-size', 'more than 100000 values'],
  ['lists two hundred deep', nested(250), 'run-parameter-size', 'more than 200 deep'],
  ['five million letters', `a: ${'x'.repeat(5_000_000)}`, 'run-parameter-size', 'larger than 4 MiB'],
  ['two documents', 'a: 1\n---\na: 2', 'run-parameter-file', 'multiple documents'],
  ['a tag of Python', 'a: !!python/object/apply:os.system [ls]', 'run-parameter-file', 'Unresolved tag'],
  ['bytes', 'a: !!binary aGVsbG8=', 'run-parameter-size', 'no plain data'],
  ['__proto__', '__proto__: {polluted: true}', 'run-parameter-unknown', 'no parameter "__proto__"'],
  ['constructor', 'constructor: 1', 'run-parameter-unknown', 'no parameter "constructor"'],
  ['toString', 'toString: 1', 'run-parameter-unknown', 'no parameter "toString"'],
  ['an empty name', "'': 1", 'run-parameter-unknown', 'no parameter ""'],
];

test.each(refused)('a YAML text with %s is refused', async (_, yaml, code, says) => {
  for (const given of [{ yaml: [yaml] }, { files: [{ path: 'p.yaml', text: yaml }] }])
    await expect(prepare(given)).rejects.toMatchObject({ code, message: expect.stringContaining(says) });
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});

test('what is odd but plain is passed on: a hundred deep, a merge with __proto__, names of Object.prototype', async () => {
  const source = 'const constructor = 1, toString: any = 2, a: any = 3, __proto__: any = 4;';
  const yaml =
    `base: 1\n${nested(100)}\nconstructor: 7\ntoString: {<<: &b {__proto__: {polluted: true}}, c: 1}\n__proto__: 5`.replace(
      'base: 1\n',
      '',
    );
  const { notebook, parameters } = await prepare({ yaml: [yaml] }, source);
  expect(Object.keys(parameters ?? {})).toEqual(['a', 'constructor', 'toString', '__proto__']);
  expect(notebook.cells[1]?.source).toContain(
    'const constructor: number = 7;\nconst toString: any = { ["__proto__"]: { polluted: true }, c: 1 };\nconst __proto__: any = 5;\n',
  );
});

const python = { kernel: undefined, language: undefined };
async function preparePython(given: ParameterArguments) {
  const metadata = { kernelspec: { name: 'python3', language: 'python', display_name: 'Python' } };
  const notebook = createNotebook({ cells: [codeCell('a = constructor', { tags: ['parameters'] })], metadata });
  const options = { ...python, prepareOnly: true, arguments: given, output: null, translators: createTranslators() };
  return await prepareRun(notebook, { ...options, warn: () => undefined }, host);
}

test.each(['a b', 'x = 1; import os', 'class', '', '1', 'a\nimport os', '__import__("os")'])(
  'a name that is no variable of Python is refused: %j',
  async (name) => {
    await expect(preparePython({ raw: [[name, '1']] })).rejects.toMatchObject({ code: 'run-parameter-name' });
  },
);

test('Python takes names that JavaScript finds odd', async () => {
  const { notebook } = await preparePython({
    words: [
      ['__proto__', '1'],
      ['constructor', 'x'],
    ],
  });
  expect(notebook.cells[1]?.source).toBe('# Parameters\n__proto__ = 1\nconstructor = "x"\n');
});

test('values of the API that are no data are refused, also when they contain themselves', async () => {
  const circle: { again?: object } = {};
  circle.again = circle;
  for (const a of [circle, () => 1, new Map(), [Symbol('x')], Promise.resolve(1)])
    await expect(prepare({}, undefined, { parameters: { a } })).rejects.toMatchObject({ code: 'run-parameter-size' });
});

test('base64 that is none, or not of UTF-8, is refused', async () => {
  for (const text of ['a: 1', 'YTog', 'YTogMQ', '/////w=='].filter((each) => each !== 'YTog'))
    await expect(prepare({ base64: [text] })).rejects.toMatchObject({ code: 'run-parameter-file' });
  expect((await prepare({ base64: [' YTog\nMQ== '] })).parameters).toEqual({ a: 1 });
});
