import { afterEach, expect, test } from 'vitest';
import type { Io } from '../../lib/cli/command.ts';
import { main } from '../../lib/cli/main.ts';
import { makeProject, type TestProject } from './make-project.ts';

let project: TestProject | undefined;

afterEach(async () => {
  await project?.remove();
  project = undefined;
});

async function octavoExport(...args: string[]) {
  const printed = { out: '', err: '' };
  const io: Io = {
    out: (text) => {
      printed.out += text;
    },
    err: (text) => {
      printed.err += text;
    },
    isTerminal: false,
    columns: 80,
  };
  const code = await main(['export', project?.root as string, ...args], io);
  return { code, ...printed };
}

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

test('octavo export shows every problem with its place and what to type, and exits 1', async () => {
  project = await makeProject({ 'notebooks/net.ipynb': price("import * as tslab from 'tslab';\n\nenum Rate { low }") });
  expect(await octavoExport()).toEqual({
    code: 1,
    out: '',
    err: [
      'octavo: notebooks/net.ipynb cell c0000002 line 4: an enum cannot be erased',
      "  try: write: const Color = { red: 'red' } as const; type Color = keyof typeof Color;",
      'octavo: notebooks/net.ipynb cell c0000002 line 2: tslab exists only in the kernel',
      "  try: write: import { display } from 'octavo/kernel';",
      '2 problems, nothing written',
      '',
    ].join('\n'),
  });
  const { code, out } = await octavoExport('--json');
  expect([code, JSON.parse(out).problems[0]]).toEqual([
    1,
    expect.objectContaining({
      code: 'library-not-erasable',
      where: { notebook: 'notebooks/net.ipynb', cell: 'c0000002', line: 4 },
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
  });
});
