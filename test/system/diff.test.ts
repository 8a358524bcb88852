import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { codeCell, createNotebook, formatNotebook } from '../../lib/notebook/index.ts';

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'octavo-diff-'));
  mkdirSync(join(folder, 'notebooks'));
  git('init', '-q', '-b', 'main');
  git('config', 'user.name', 'Ada');
  git('config', 'user.email', 'ada@example.org');
  write('notebooks/train.ipynb', 'const rate = 0.1;');
  write('notebooks/old name é.ipynb', 'one();\ntwo();\nthree();');
  write('gone.ipynb', 'gone();');
  git('add', '.');
  git('commit', '-qm', 'first');
  git('mv', 'notebooks/old name é.ipynb', 'notebooks/new.ipynb');
  git('rm', '-q', 'gone.ipynb');
  write('notebooks/new.ipynb', 'one();\ntwo(2);\nthree();');
  git('commit', '-qam', 'second');
  write('notebooks/train.ipynb', 'const rate = 0.25;');
  write('fresh.ipynb', 'fresh();');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function git(...words: string[]): void {
  execFileSync('git', words, { cwd: folder, stdio: 'ignore' });
}

function write(path: string, source: string): void {
  writeFileSync(join(folder, path), formatNotebook(createNotebook({ cells: [codeCell(source, { id: 'cell' })] })));
}

function diff(
  words: string[],
  cwd = '',
  env: Record<string, string> = {},
): { status: number | null; out: string; err: string } {
  const program = join(import.meta.dirname, '../../bin/octavo.js');
  const options = { cwd: join(folder, cwd), encoding: 'utf8' as const, env: { ...process.env, ...env } };
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'diff', ...words], options);
  return { status, out: stdout, err: stderr };
}

test('octavo diff shows the working tree beside HEAD, and a notebook that git does not know when it is named', () => {
  const now = diff([]);
  expect(now).toMatchObject({ status: 0, err: '' });
  expect(now.out).toBe(
    'notebooks/train.ipynb  1 edited\n  ~ cell cell [1]  edited\n    ~ const rate = [-0.1-]{+0.25+};\n',
  );
  expect(diff(['--exit-code', '../fresh.ipynb'], 'notebooks')).toMatchObject({ status: 1 });
  expect(diff(['--color', 'always', 'notebooks']).out).toContain('\u001b[7m0.25\u001b[27m');
});

test('octavo diff A..B follows a notebook that was renamed, in full as JSON', () => {
  const { status, out } = diff(['main~1..main', '--json'], 'notebooks');
  expect(status).toBe(0);
  const { notebooks } = JSON.parse(out);
  expect(notebooks.map(({ path, before, status: what }: Record<string, string>) => [path, before, what])).toEqual([
    ['../gone.ipynb', '../gone.ipynb', 'removed'],
    ['new.ipynb', 'old name é.ipynb', 'renamed'],
  ]);
  expect(notebooks[1].diff.cells[0].source[1].words).toContainEqual({ kind: 'added', text: '2' });
});

test('octavo diff of two files needs no git; what is wrong is said with what to type', () => {
  expect(diff(['notebooks/train.ipynb', 'notebooks/train.ipynb', '--exit-code'], '', { PATH: '' })).toMatchObject({
    status: 0,
  });
  expect(diff([], '', { PATH: '' }).err).toMatch(/git cannot be started/);
  expect(diff([], '..').err).toMatch(/is in no git repository\n {2}try: git init/);
  expect(diff(['mian']).err).toMatch(/git knows no revision "mian" here/);
  expect(diff(['HEAD', 'none.ipynb']).err).toMatch(/No such notebook, now or in the revision: none\.ipynb/);
  writeFileSync(join(folder, 'half.ipynb'), '{"cells": [');
  const half = diff(['HEAD', 'half.ipynb', 'notebooks']);
  expect(half.status).toBe(2);
  expect(half.err).toContain('half.ipynb');
  expect(half.out).toContain('0.25');
});
