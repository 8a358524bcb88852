import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { runCommand } from '../run-command.ts';
import { makeProject, type TestProject } from './make-project.ts';

let project: TestProject | undefined;

afterEach(async () => {
  await project?.remove();
  project = undefined;
});

const octavoExport = (...args: string[]) => runCommand(['export', project?.root as string, ...args]);

const price = (source: string) => ['//| default_exp price/net', `//| export\n${source}`];

test('octavo export says what it wrote, and --check agrees afterwards', async () => {
  project = await makeProject({ 'notebooks/net.ipynb': price('const net = 1;') });
  expect(await octavoExport('--check')).toMatchObject({ code: 1, err: expect.stringContaining('try: octavo export') });
  expect(await octavoExport('--dry-run')).toEqual({
    code: 0,
    out: 'created  lib/price/index.ts  (notebooks)\ncreated  lib/price/net.ts  (notebooks/net.ipynb)\n2 files from 1 notebook: 2 created, 0 unchanged (not written)\n',
    err: '',
  });
  expect(await project.library()).toEqual({});
  expect(await octavoExport()).toMatchObject({ code: 0, out: expect.stringContaining('2 created, 0 unchanged\n') });
  expect(await octavoExport('--check')).toEqual({ code: 0, out: '2 files from 1 notebook: 2 unchanged\n', err: '' });
});

test('octavo export --check names no notebook as newer when one is gone', async () => {
  project = await makeProject({ 'notebooks/a.ipynb': ['//| default_exp price/a', '//| export\nconst a = 1;'] });
  await octavoExport();
  await rm(join(project.root, 'notebooks/a.ipynb'));
  const { code, err } = await octavoExport('--check');
  expect([code, err]).toEqual([1, 'lib is not what the notebooks export\n  try: octavo export\n']);
});

test('octavo export shows every problem with its place and what to type, and exits 1', async () => {
  project = await makeProject({ 'notebooks/net.ipynb': price("import * as tslab from 'tslab';\n\nenum Rate { low }") });
  expect(await octavoExport()).toEqual({
    code: 1,
    out: '',
    err: [
      'octavo: notebooks/net.ipynb:21 cell c0000002 [2] line 2: tslab exists only in the kernel',
      "  try: write: import { display } from 'octavo/kernel';",
      'octavo: notebooks/net.ipynb:23 cell c0000002 [2] line 4: an enum cannot be erased',
      "  try: write: const Color = { red: 'red' } as const; type Color = keyof typeof Color;",
      '2 problems, nothing written',
      '',
    ].join('\n'),
  });
  const { code, out } = await octavoExport('--json');
  expect([code, JSON.parse(out).problems[0]]).toEqual([
    1,
    expect.objectContaining({
      code: 'library-tslab-import',
      where: { notebook: 'notebooks/net.ipynb', fileLine: 21, cell: 'c0000002', index: 2, line: 2 },
    }),
  ]);
});

test('octavo export --json lists the changes', async () => {
  project = await makeProject({ 'notebooks/net.ipynb': price('const net = 1;') });
  expect(JSON.parse((await octavoExport('--json')).out)).toEqual({
    written: true,
    notebooks: 1,
    files: 2,
    changes: [
      { path: 'lib/price/index.ts', action: 'created', notebook: 'notebooks' },
      { path: 'lib/price/net.ts', action: 'created', notebook: 'notebooks/net.ipynb' },
    ],
    problems: [],
    warnings: [],
    drift: [],
  });
});

test('octavo export finds a misspelt directive, and says in which cell a value is wrong', async () => {
  project = await makeProject({
    'notebooks/a.ipynb': ['//| default_exp price/net', '//| exprot\nconst net = 1;'],
    'notebooks/b.ipynb': ['//| eval: fals\n1'],
  });
  const { code, err } = await octavoExport();
  expect([code, err]).toEqual([
    1,
    'octavo: notebooks/a.ipynb:20 cell c0000002 [2] line 1: there is no directive exprot\n  try: did you mean export?\n' +
      'octavo: notebooks/b.ipynb:10 cell c0000001 [1] line 1: "fals" is no value of the directive eval\n  try: did you mean "false"?\n' +
      '2 problems, nothing written\n',
  ]);
});

test('octavo export takes one folder that there is', async () => {
  project = await makeProject({ 'notebooks/net.ipynb': price('const net = 1;') });
  expect(await octavoExport('more')).toMatchObject({
    code: 2,
    err: expect.stringContaining('one word too many: more'),
  });
  expect(await runCommand(['export', `${project.root}/nowhere`])).toMatchObject({ code: 2, out: '' });
  expect(await runCommand(['export', `${project.root}/notebooks/net.ipynb`])).toMatchObject({ code: 2, out: '' });
  expect(await project.library()).toEqual({});
});
