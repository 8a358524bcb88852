import { mkdir, rm, writeFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { exportProject } from '../../lib/library/export-project.ts';
import { markdownCell } from '../../lib/notebook/index.ts';
import { makeProject, type ProjectFiles, type TestProject } from './make-project.ts';

let project: TestProject | undefined;

afterEach(async () => {
  await project?.remove();
  project = undefined;
});

async function exported(files: ProjectFiles) {
  project = await makeProject(files);
  const result = await exportProject({ root: project.root });
  return { ...result, library: await project.library() };
}

async function problemsOf(files: ProjectFiles): Promise<string[]> {
  const { problems, library, written } = await exported(files);
  expect(written).toBe(false);
  expect(Object.keys(library)).toEqual([]);
  return problems.map((problem) => `${problem.code}: ${problem.message}`);
}

const own = (module: string, ...cells: string[]) => [`//| default_exp ${module}`, ...cells];

test('exportProject() writes modules and an index, and the second time nothing', async () => {
  const { library, changes } = await exported({
    'notebooks/01_price/02_net.ipynb': own(
      'price/net',
      "//| export\nimport { type Rate, rates } from 'shop/price/rates';\nimport type { Rate as Again } from 'shop/price/rates';",
      '//| export\n// Rounded later.\nasync function* net(gross: number, rate: Rate): AsyncGenerator<number> {\n  yield gross / (1 + rates[rate]);\n}',
      '//| exporti\nconst { low, ...others } = { low: 1, high: 2 };',
      'await net(12, "normal").next()',
      '//| hide\n//| export\ndeclare const shopName: string;\nlet _count = 0;\ntype Again2 = Again;',
    ),
    'notebooks/01_price/01_rates.ipynb': own(
      'price/rates',
      "//| export\ntype Rate = 'normal' | 'low';\nconst rates = { normal: 0.2, low: 0.05 };",
      '//| export\nfunction rateOf(name: Rate): number;\nfunction rateOf(name: string): number | undefined;\nfunction rateOf(name: string) {\n  return rates[name as Rate];\n}',
    ),
  });
  expect(library).toMatchSnapshot();
  expect(changes.map((change) => `${change.action} ${change.path} ${change.notebook}`)).toEqual([
    'created lib/price/index.ts notebooks/01_price',
    'created lib/price/net.ts notebooks/01_price/02_net.ipynb',
    'created lib/price/rates.ts notebooks/01_price/01_rates.ipynb',
  ]);
  for (const text of Object.values(library)) expect(() => stripTypeScriptTypes(text)).not.toThrow();
  expect((await exportProject({ root: project?.root as string })).changes).toEqual([]);
});

test('exportProject() makes a module that Node runs, and an index that it imports', async () => {
  const { library } = await exported({
    'notebooks/a.ipynb': own(
      'price/net',
      "//| export\nimport { half } from 'shop/price/half';\nconst tree = { a: [1, 2] };",
      "//| export\nimport { half } from 'shop/price/half';\nconst { a: [first, second = 0], ...rest } = { ...tree, b: 3 };",
      '//| export\nclass Price {\n  #net = half(first + second);\n  get net() { return this.#net; }\n}\ninterface Price { net: number }',
      "//| export\nconst lazy = async () => (await import('shop/price/half')).half(rest.b);\ntype Half = typeof import('shop/price/half');",
    ),
    'notebooks/b.ipynb': own(
      'price/half',
      '//| export\nexport default class {}\nexport const half = (x: number) => x / 2;',
    ),
  });
  expect(library['lib/price/net.ts']).toContain("import('./half.ts')");
  const door = await import(join(project?.root as string, 'lib/price/index.ts'));
  expect(Object.keys(door).sort()).toEqual(['Price', 'first', 'half', 'lazy', 'rest', 'second', 'tree']);
  expect([new door.Price().net, await door.lazy()]).toEqual([1.5, 1.5]);
});

test('exportProject() puts the cells of a module after those of its owner, whatever the notebooks are called', async () => {
  const owner = own('price/net', '//| export\nconst one = 1;');
  const sender = ['//| export price/net\nconst two = 2;'];
  const first = await exported({ 'notebooks/a.ipynb': owner, 'notebooks/b.ipynb': sender });
  const namesIn = (text?: string) => text?.match(/const \w+/g);
  expect(namesIn(first.library['lib/price/net.ts'])).toEqual(['const one', 'const two']);
  await project?.remove();
  const second = await exported({ 'notebooks/b.ipynb': owner, 'notebooks/a.ipynb': sender });
  expect(namesIn(second.library['lib/price/net.ts'])).toEqual(['const one', 'const two']);
  expect(second.library['lib/price/net.ts']).toContain('// %% notebooks/a.ipynb#c0000001');
});

test('exportProject() reads neither checkpoints nor notebooks that export nothing', async () => {
  const { problems, changes } = await exported({
    'notebooks/.ipynb_checkpoints/a-checkpoint.ipynb': own('a', '//| export\nconst a = 1;'),
    'notebooks/a.ipynb': own('a', '//| export\nconst a = 1;'),
    'notebooks/index.ipynb': ['import { a } from "shop/a";\na'],
    'notebooks/notes/python.ipynb': JSON.stringify({
      nbformat: 4,
      nbformat_minor: 2,
      metadata: { kernelspec: { name: 'python3', language: 'python', display_name: 'Python 3' } },
      cells: [{ cell_type: 'code', metadata: {}, outputs: [], execution_count: null, source: ['import numpy'] }],
    }),
  });
  expect(problems).toEqual([]);
  expect(changes.map((change) => change.path)).toEqual(['lib/a.ts', 'lib/index.ts']);
});

test('exportProject() collects the problems of all notebooks, each with cell and line, and writes nothing', async () => {
  const problems = await problemsOf({
    'notebooks/a.ipynb': own(
      'price/a',
      '//| export\nconst fine = 1;\nlet x = ;',
      '//| export\nconst fine2 = 1;\n\nenum Color { red }\nclass P { constructor(public a: 1) {} }',
      "//| export\nimport * as tslab from 'tslab';\nimport { x } from '../x.ts';\nimport { y } from '../../../y.ts';",
      "//| export\nimport { z } from 'shop/price';\nimport { w } from 'shop/price/away';",
      '//| export\nfunction twice() {}\n// again\nfunction twice() {}',
      '//| export\nfunction b1() {}',
    ),
    'notebooks/b.ipynb': own(
      'price/b',
      "//| export\nimport { Buffer } from 'node:buffer';\nlet b: Buffer;\nfunction b1() {}",
    ),
    'notebooks/c.ipynb': own('price/b', '//| export nowhere\nconst c = 1;'),
    'notebooks/e.ipynb': ['//| export\nconst e = 1;'],
  });
  expect(problems).toMatchSnapshot();
});

test('exportProject() refuses a name from two modules of a folder, also a type and a value', async () => {
  expect(
    await problemsOf({
      'notebooks/a.ipynb': own('price/a', '//| export\ntype Rate = 1;'),
      'notebooks/b.ipynb': own('price/b', '//| export\nconst Rate = 1;', '//| exporti\nconst internal = 1;'),
      'notebooks/c.ipynb': own('price/c', '//| exporti\nconst internal = 1;', '//| export\nconst _own = 1;'),
      'notebooks/d.ipynb': own('price/d', '//| export\nconst _own = 1;'),
    }),
  ).toEqual([
    'library-exported-twice: notebooks/b.ipynb:21 cell c0000002 [2] line 2: "Rate" is already exported by notebooks/a.ipynb cell c0000002, through the same index',
  ]);
});

test('exportProject() removes a module whose notebook is gone, and no file that it did not write', async () => {
  const { library } = await exported({
    'notebooks/a.ipynb': own('price/a', '//| export\nconst a = 1;'),
    'notebooks/old.ipynb': own('old/deep/b', '//| export\nconst b = 1;'),
    'lib/plain/index.ts': 'export const plain = 1;\n',
  });
  expect(Object.keys(library)).toHaveLength(5);
  const root = project?.root as string;
  await rm(join(root, 'notebooks/old.ipynb'));
  const { changes } = await exportProject({ root });
  expect(changes.map((change) => `${change.action} ${change.path}`)).toEqual([
    'removed lib/old/deep/b.ts',
    'removed lib/old/deep/index.ts',
  ]);
  expect(Object.keys((await project?.library()) ?? {})).toEqual([
    'lib/plain/index.ts',
    'lib/price/a.ts',
    'lib/price/index.ts',
  ]);
});

test('exportProject() never writes over a file that was not generated', async () => {
  project = await makeProject({
    'notebooks/a.ipynb': own('price/a', '//| export\nconst a = 1;'),
    'lib/price/a.ts': 'export const mine = 1;\n',
    'lib/price/index.ts': "export * from './a.ts';\n",
  });
  const before = await project.library();
  const { problems, written } = await exportProject({ root: project.root });
  expect([written, problems.map((problem) => problem.code)]).toEqual([
    false,
    ['library-plain-file', 'library-plain-file'],
  ]);
  expect(await project.library()).toEqual(before);
});

test('exportProject() refuses a project without its folder of notebooks, and keeps the library', async () => {
  const { library } = await exported({ 'notebooks/a.ipynb': own('a', '//| export\nconst a = 1;') });
  const root = project?.root as string;
  await rm(join(root, 'notebooks'), { recursive: true });
  await expect(exportProject({ root })).rejects.toMatchObject({ code: 'library-no-notebooks' });
  expect(await project?.library()).toEqual(library);
});

test('exportProject({ write: false }) lists what would change and writes nothing', async () => {
  project = await makeProject({ 'notebooks/a.ipynb': own('a', '//| export\nconst a = 1;') });
  const { changes, written } = await exportProject({ root: project.root, write: false });
  expect([written, changes.map((change) => change.action)]).toEqual([false, ['created', 'created']]);
  expect(await project.library()).toEqual({});
});

test('exportProject() leaves the library as it was when it cannot write', async () => {
  const { library } = await exported({ 'notebooks/a.ipynb': own('price/a', '//| export\nconst a = 1;') });
  await project?.write({
    'notebooks/a.ipynb': own('price/a', '//| export\nconst a = 2;'),
    'notebooks/b.ipynb': own('taken/b', '//| export\nconst b = 2;'),
    'lib/taken': 'a file where a folder must be',
  });
  await expect(exportProject({ root: project?.root as string })).rejects.toThrow();
  const { 'lib/taken': taken, ...others } = (await project?.library()) ?? {};
  expect([taken, others]).toEqual(['', library]);
});

test('exportProject() reports a notebook that cannot be read, and goes on with the others', async () => {
  const problems = await problemsOf({
    'notebooks/a.ipynb': '{"cells": [',
    'notebooks/b.ipynb': ['//| export\nconst b = 1;'],
  });
  expect(problems).toEqual([
    expect.stringMatching(/^notebook-\w+.*notebooks\/a\.ipynb/),
    expect.stringMatching(/^library-no-target: notebooks\/b\.ipynb/),
  ]);
});

test('exportProject() finds files of the project that are not TypeScript, and parts two cells that would run together', async () => {
  const { problems, library } = await exported({
    'package.json': JSON.stringify({ name: 'shop', type: 'module', exports: { './rates.json': './lib/rates.json' } }),
    'lib/rates.json': '{ "low": 0.05 }',
    'notebooks/a.ipynb': own(
      'a',
      "//| export\nimport rates from 'shop/rates.json' with { type: 'json' };\nconst low = rates.low",
      '//| export\n[low].map(Number)',
    ),
  });
  expect(problems).toEqual([]);
  expect(library['lib/a.ts']).toContain("import rates from './rates.json' with { type: 'json' };");
  expect(library['lib/a.ts']).toContain('#c0000003 2a4d42d9\n;[low].map(Number)');
  expect((await import(join(project?.root as string, 'lib/a.ts'))).low).toBe(0.05);
});

test('exportProject() takes CRLF notebooks, markdown cells and a nested package as they come', async () => {
  project = await makeProject({
    'notebooks/a.ipynb': [markdownCell('# A'), '//| default_exp a', '//| export\r\nconst a = `1\r\n2`;\r\n'],
  });
  await mkdir(join(project.root, 'notebooks/deep'), { recursive: true });
  await writeFile(join(project.root, 'notebooks/deep/readme.md'), 'not a notebook');
  await exportProject({ root: join(project.root, 'notebooks/deep') });
  expect(await project.read('lib/a.ts')).not.toContain('\r');
});

test('exportProject() writes nothing while package.json cannot be read: it has the name and the folders', async () => {
  const { library } = await exported({ 'notebooks/net.ipynb': own('price/net', '//| export\nconst net = 1;') });
  await project?.write({ 'package.json': '<<<<<<< HEAD\n{}\n' });
  await rm(join(project?.root as string, 'notebooks/net.ipynb'));
  const refused = exportProject({ root: project?.root as string });
  await expect(refused).rejects.toMatchObject({ code: 'project-manifest-invalid' });
  expect(await project?.library()).toEqual(library);
});
