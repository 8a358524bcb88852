import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { nodeHost } from '../../../lib/host/index.ts';
import { type Cell, codeCell, createNotebook, writeNotebook } from '../../../lib/notebook/index.ts';
import type { JsonObject } from '../../../lib/notebook/json/index.ts';
import { prepareRun } from '../../../lib/run/engine/prepare.ts';
import { createTranslators } from '../../../lib/run/index.ts';
import type { ParameterArguments } from '../../../lib/run/parameters/index.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'octavo-prepare-')));
afterAll(() => rmSync(folder, { recursive: true }));
const host = { ...nodeHost, cwd: () => folder };

async function prepare(cells: Cell[], given: ParameterArguments, metadata?: JsonObject) {
  const warnings: string[] = [];
  const input = join(folder, 'in.ipynb');
  await writeNotebook(input, createNotebook({ cells, metadata }));
  const options = { arguments: given, output: null, translators: createTranslators(), kernel: 'octavo' };
  const prepared = await prepareRun(
    input,
    { ...options, kernel: metadata ? undefined : 'octavo', warn: (message) => warnings.push(message) },
    host,
  );
  return { ...prepared, warnings };
}

const parametersCell = codeCell(
  'const a = 1; // first\nconst b: string = "x";\nlet c: boolean | null = null;\nconst d = 9007199254740993n;',
  {
    tags: ['parameters'],
  },
);

test('prepareRun() injects what was given, with types and in the order of precedence', async () => {
  const given: ParameterArguments = {
    raw: [['b', '7']],
    words: [
      ['a', '2'],
      ['b', '6'],
    ],
    yaml: ['a: 9\nc: true'],
  };
  const { notebook, parameters, defaults } = await prepare([parametersCell, codeCell('a')], given);
  expect(parameters).toEqual({ a: 2, c: true, b: '7' });
  expect(defaults).toEqual({ a: 1, b: 'x', c: null, d: '9007199254740993' });
  expect(notebook.cells[1]?.source).toBe(
    '// Parameters\nconst a: number = 2;\nlet c: boolean | null = true;\nconst b: string = "7";\n',
  );
});

test('prepareRun() injects nothing when nothing is given, and removes old error markers', async () => {
  const marker = { ...codeCell('', { tags: ['papermill-error-cell-tag'] }), kind: 'markdown' as const };
  const { notebook, parameters } = await prepare([marker, parametersCell], {});
  expect(parameters).toBeUndefined();
  expect(notebook.cells).toHaveLength(1);
});

test('prepareRun() asks for a required parameter also when nothing is given', async () => {
  const cell = codeCell('let file: string;', { tags: ['parameters'] });
  await expect(prepare([cell], {})).rejects.toMatchObject({ code: 'run-parameter-missing' });
});

test('prepareRun() refuses parameters without a parameters cell and says how to tag one', async () => {
  await expect(prepare([codeCell('1')], { words: [['a', '1']] })).rejects.toMatchObject({
    code: 'run-no-parameters-cell',
    hint: expect.stringContaining('tag "parameters"'),
  });
});

test('prepareRun() says which language nobody can write parameters in', async () => {
  const input = createNotebook({ cells: [codeCell('1', { tags: ['parameters'] })] });
  const options = {
    output: null,
    translators: createTranslators(),
    kernel: 'none',
    prepareOnly: true,
    language: 'klingon',
    warn: () => {},
  };
  await expect(prepareRun(input, { ...options, parameters: { a: 1 } }, host)).rejects.toThrow('written in klingon');
});

test('prepareRun() refuses a notebook that names no kernel', async () => {
  await expect(prepare([codeCell('1')], {}, {})).rejects.toMatchObject({ code: 'run-no-kernel' });
});

test('prepareRun() writes nothing', async () => {
  const { output } = await prepare([codeCell('1')], {});
  expect(output).toBeUndefined();
  expect(await host.files.list(folder)).toEqual(['in.ipynb']);
});
