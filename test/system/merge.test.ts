import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  type Cell,
  codeCell,
  createNotebook,
  formatNotebook,
  markdownCell,
  parseNotebook,
} from '../../lib/notebook/index.ts';

const octavo = [process.execPath, join(import.meta.dirname, '../../bin/octavo.js')];
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'octavo-git-'));
  git('init', '-q', '-b', 'main');
  git('config', 'user.name', 'Ada');
  git('config', 'user.email', 'ada@example.org');
  git('config', 'merge.octavo.driver', `${octavo.join(' ')} merge %O %A %B --path=%P`);
  writeFileSync(join(folder, '.gitattributes'), '*.ipynb merge=octavo\n');
  commit('base', cells);
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const cells: Cell[] = [
  markdownCell('# Train', { id: 'title' }),
  codeCell('const rate = 0.1;\nconst epochs = 5;', { id: 'rate', tags: ['parameters'] }),
  codeCell('fit(rate, epochs);', { id: 'fit' }),
  codeCell('show();', { id: 'show' }),
];

function git(...words: string[]): string {
  return execFileSync('git', words, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Tries something that may end in a conflict; returns the exit code and what was said. */
function tryGit(...words: string[]): { status: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync('git', words, { cwd: folder, encoding: 'utf8' });
  return { status, said: stdout + stderr };
}

function run(...words: string[]): { status: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync(octavo[0] as string, [...octavo.slice(1), ...words], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { status, said: stdout + stderr };
}

function commit(message: string, content: Cell[], name = 'train.ipynb'): void {
  writeFileSync(join(folder, name), formatNotebook(createNotebook({ cells: content })));
  git('add', '.');
  git('commit', '-qm', message);
}

function readCells(): Cell[] {
  return parseNotebook(readFileSync(join(folder, 'train.ipynb'), 'utf8')).cells;
}

function edited(id: string, source: string, all: Cell[] = cells): Cell[] {
  return all.map((cell) => (cell.id === id ? { ...cell, source } : cell));
}

const slower = edited('rate', 'const rate = 0.01;\nconst epochs = 5;');
const faster = edited('rate', 'const rate = 0.5;\nconst epochs = 5;');

/** Two branches from one commit, `main` checked out. */
function branches(ours: Cell[], theirs: Cell[]): void {
  git('checkout', '-q', '-b', 'other');
  commit('theirs', theirs);
  git('checkout', '-q', 'main');
  commit('ours', ours);
}

test('git merge, rebase and cherry-pick put edits of neighbouring cells, moves and new cells together', () => {
  const [title, rate, fit, show] = cells as [Cell, Cell, Cell, Cell];
  const theirs = [title, show, rate, { ...fit, source: 'fit(rate, 2 * epochs);' }, codeCell('more();', { id: 'more' })];
  branches(slower, theirs);
  const wanted = ['# Train', 'show();', 'const rate = 0.01;\nconst epochs = 5;', 'fit(rate, 2 * epochs);', 'more();'];
  const start = git('rev-parse', 'HEAD').trim();
  for (const words of [
    ['merge', '-q', '--no-edit', 'other'],
    ['cherry-pick', 'other'],
    ['rebase', '-q', 'other'],
  ]) {
    expect(tryGit(...words), words.join(' ')).toMatchObject({ status: 0 });
    expect(
      readCells().map((cell) => cell.source),
      words.join(' '),
    ).toEqual(wanted);
    git('reset', '-q', '--hard', start);
  }
});

test('a conflict stops git with a notebook that is valid and that says what to do; octavo resolve and git add go on', () => {
  branches(slower, faster);
  const merge = tryGit('merge', 'other');
  expect(merge.status).toBe(1);
  expect(merge.said).toContain('octavo resolve train.ipynb');
  expect(git('status', '--short')).toContain('UU train.ipynb');
  const left = readCells();
  expect(left.map((cell) => cell.source.split('\n')[0])).toEqual([
    '# Train',
    '`<<<<<<< ours`',
    'const rate = 0.01;',
    '`=======`',
    'const rate = 0.5;',
    '`>>>>>>> theirs (other)`',
    'fit(rate, epochs);',
    'show();',
  ]);
  expect(run('run', 'train.ipynb').said).toContain('octavo resolve train.ipynb');
  const listed = run('resolve', 'train.ipynb');
  expect(listed.status).toBe(1);
  expect(listed.said).toContain('octavo resolve train.ipynb rate=ours');
  expect(readCells()).toEqual(left);
  const settled = run('resolve', 'train.ipynb', 'rate=theirs');
  expect(settled).toMatchObject({ status: 0 });
  expect(settled.said).toContain('git add train.ipynb');
  expect(readFileSync(join(folder, 'train.ipynb'), 'utf8')).toBe(git('show', 'other:train.ipynb'));
  git('add', 'train.ipynb');
  git('commit', '-qm', 'merged');
});

test('a rebase goes on after a conflict was settled by hand, as JupyterLab saves it', () => {
  branches(slower, faster);
  expect(tryGit('rebase', 'other').status).toBe(1);
  const kept = readCells().filter(({ source }) => !/^`[<=>]{7}/.test(source) && !source.includes('0.5'));
  const byHand = kept.map((cell) => (cell.source.includes('0.01') ? { ...cell, source: 'const rate = 0.2;' } : cell));
  expect(byHand.some(({ id }) => id === 'rate')).toBe(false); // a rebase calls the other branch ours: this is the new cell
  writeFileSync(join(folder, 'train.ipynb'), formatNotebook(createNotebook({ cells: byHand })));
  expect(run('resolve', 'train.ipynb', '--json').said).toContain('"settled":[{"cell":"rate","choice":"by hand"}]');
  git('add', 'train.ipynb');
  expect(tryGit('-c', 'core.editor=true', 'rebase', '--continue').status).toBe(0);
  expect(readCells().map(({ id, source, metadata }) => [id, source, metadata])).toEqual([
    ['title', '# Train', {}],
    ['rate', 'const rate = 0.2;', { tags: ['parameters'] }],
    ['fit', 'fit(rate, epochs);', {}],
    ['show', 'show();', {}],
  ]);
});

test('a notebook that both branches added has no base, and one that is cut short is left to the author, with ours as it was', () => {
  git('checkout', '-q', '-b', 'other');
  commit('added', cells, 'new.ipynb');
  git('checkout', '-q', 'main');
  commit('added too', slower, 'new.ipynb');
  expect(tryGit('merge', 'other').status).toBe(1);
  expect(run('resolve', 'new.ipynb', '--ours')).toMatchObject({ status: 0 });
  expect(readFileSync(join(folder, 'new.ipynb'), 'utf8')).toBe(git('show', 'main:new.ipynb'));
  git('merge', '--abort');
  git('checkout', '-q', 'other');
  writeFileSync(join(folder, 'train.ipynb'), formatNotebook(createNotebook({ cells })).slice(0, 200));
  git('commit', '-qam', 'cut short');
  git('checkout', '-q', 'main');
  commit('ours', slower);
  const merge = tryGit('merge', 'other');
  expect(merge.status).toBe(1);
  expect(merge.said).toContain('train.ipynb (theirs)');
  expect(merge.said).toContain('git show :3:train.ipynb');
  expect(readCells()).toHaveLength(4);
});
