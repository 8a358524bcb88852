import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runCommand } from '../../run-command.ts';
import { makeProject, type TestProject } from '../make-project.ts';

let project: TestProject;

beforeEach(async () => {
  project = await makeProject({ 'notebooks/net.ipynb': ['//| default_exp price/net', '//| export\nconst net = 1;'] });
  await runCommand(['export', project.root]);
});

afterEach(() => project.remove());

const update = (...words: string[]) => runCommand(['update', project.root, ...words]);
const edit = async (path: string, from: string, to: string) =>
  writeFile(join(project.root, path), (await project.read(path)).replace(from, to));

test('octavo update says what it brings back, --check and --dry-run write nothing', async () => {
  expect(await update('--check')).toEqual({ code: 0, out: 'notebooks and modules agree\n', err: '' });
  await edit('lib/price/net.ts', 'net = 1', 'net = 2');
  const before = await project.library();
  const told = 'notebooks/net.ipynb cell c0000002: edited  (lib/price/net.ts:4)\nlib/price/net.ts: written anew\n';
  expect(await update('--check')).toEqual({ code: 1, out: `${told}(not written)\n`, err: '' });
  expect(await update('--dry-run')).toEqual({ code: 0, out: `${told}(not written)\n`, err: '' });
  expect(await project.library()).toEqual(before);
  expect(await update()).toEqual({ code: 0, out: told, err: '' });
  expect(await project.read('notebooks/net.ipynb')).toContain('const net = 2;');
  expect(await update('--check')).toMatchObject({ code: 0 });
  expect(await runCommand(['export', project.root, '--check'])).toMatchObject({ code: 0 });
});

test('octavo update shows both texts, and --keep takes a side', async () => {
  await edit('lib/price/net.ts', 'net = 1', 'net = 2');
  await edit('notebooks/net.ipynb', 'net = 1', 'net = 3');
  const name = 'notebooks/net.ipynb#c0000002';
  expect(await update()).toEqual({
    code: 1,
    out: '',
    err: [
      'octavo: notebooks/net.ipynb:20 cell c0000002 [2]: the cell and lib/price/net.ts:4 were both edited',
      '  --- notebooks/net.ipynb cell c0000002',
      '  +++ lib/price/net.ts',
      '  - export const net = 3;',
      '  + export const net = 2;',
      `  try: octavo update --keep module ${name}   (or: --keep notebook ${name})`,
      'nothing written',
      '',
    ].join('\n'),
  });
  const { code, out } = await update('--json');
  expect([code, JSON.parse(out)]).toEqual([
    1,
    expect.objectContaining({
      written: false,
      refused: [
        expect.objectContaining({
          side: 'both',
          cell: 'c0000002',
          texts: { notebook: 'export const net = 3;', module: 'export const net = 2;' },
        }),
      ],
      problems: [expect.objectContaining({ code: 'library-both-edited' })],
    }),
  ]);
  expect(await update('--keep', 'mine')).toMatchObject({
    code: 2,
    err: expect.stringContaining('write --keep module'),
  });
  const cell = join(project.root, 'notebooks/net.ipynb#c0000002');
  expect(await runCommand(['update', cell, '--keep', 'notebook'])).toMatchObject({ code: 0 });
  expect(await project.read('lib/price/net.ts')).toContain('net = 3');
});

test('octavo export --check and --json say on whose side a difference is', async () => {
  await edit('lib/price/net.ts', 'net = 1', 'net = 2');
  const { code, out } = await runCommand(['export', project.root, '--check', '--json']);
  const place = { module: 'lib/price/net.ts', notebook: 'notebooks/net.ipynb', cell: 'c0000002', line: 4 };
  expect([code, JSON.parse(out)]).toEqual([
    1,
    expect.objectContaining({ changes: [], drift: [{ ...place, change: 'edited', side: 'module' }] }),
  ]);
  expect(await runCommand(['export', project.root])).toMatchObject({
    code: 1,
    err: expect.stringMatching(
      /^octavo: notebooks\/net\.ipynb:20 cell c0000002 \[2\]: was edited in lib\/price\/net\.ts:4\n {2}try: octavo update /,
    ),
  });
  expect(await runCommand(['export', project.root, '--overwrite'])).toMatchObject({ code: 0 });
  await edit('notebooks/net.ipynb', 'net = 1', 'net = 3');
  const newer = await runCommand(['export', project.root, '--check']);
  expect(newer).toMatchObject({
    code: 1,
    err: expect.stringContaining('newer than their modules: notebooks/net.ipynb\n'),
  });
});
