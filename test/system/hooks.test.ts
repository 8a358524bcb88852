import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { installHooks, listHooks } from '../../lib/project/index.ts';
import { gitEnvironment, makeRepository, ranNotebook, type TestRepository } from '../project/git-repository.ts';

const made: TestRepository[] = [];
const repository = (files: Record<string, string> = {}) => {
  const one = makeRepository(files);
  made.push(one);
  return one;
};

beforeAll(() => {
  for (const name of Object.keys(process.env)) if (name.startsWith('GIT_')) delete process.env[name];
  Object.assign(process.env, gitEnvironment);
});
afterEach(() => {
  for (const one of made.splice(0)) one.remove();
});

describe('the filter', () => {
  test('commits a clean notebook, and the file keeps what it printed', async () => {
    const { root, git, read } = repository({ 'notebooks/train.ipynb': ranNotebook('const a = 1;') });
    await installHooks(root);
    git('add', '-A');
    git('commit', '-qm', 'one');
    expect(git('show', 'HEAD:notebooks/train.ipynb')).toBe(
      ranNotebook('const a = 1;').replace('"execution_count": 3', '"execution_count": null').replace(' at 0x7f12', ''),
    );
    expect(read('notebooks/train.ipynb')).toBe(ranNotebook('const a = 1;'));
    expect(git('status', '--porcelain')).toBe('');
  });

  test('takes many notebooks in one process, passes what is none, and leaves a stash whole', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 100 }, (_, index) => [`notebooks/ü ${index}.ipynb`, ranNotebook(`${index};`)]),
    );
    const { root, git, tryGit, write, read } = repository({
      ...many,
      'notebooks/long.ipynb': ranNotebook('1;', 1, 'x'.repeat(300_000)),
    });
    await installHooks(root, { parts: ['filter'] });
    write('notebooks/half.ipynb', ranNotebook('half').slice(0, 90));
    const added = tryGit('-c', 'core.quotePath=false', 'add', '-A');
    expect(added).toMatchObject({ code: 0 });
    expect(added.said).toContain('notebooks/half.ipynb');
    expect(git('show', ':notebooks/ü 57.ipynb')).toContain('"execution_count": null');
    gitEnvironment.GIT_TRACE = '1';
    const again = tryGit('add', '--renormalize', '.');
    delete gitEnvironment.GIT_TRACE;
    expect(again.said.match(/run_command: .*hooks filter/g)).toHaveLength(1);
    git('commit', '-qm', 'many');
    expect(git('show', 'HEAD:notebooks/half.ipynb')).toBe(read('notebooks/half.ipynb'));
    write('notebooks/long.ipynb', ranNotebook('2;', 1, 'y'.repeat(300_000)));
    git('stash', '-q');
    git('stash', 'pop', '-q');
    expect(read('notebooks/long.ipynb')).toBe(
      ranNotebook('2;', 1, 'y'.repeat(300_000)).replace('_count": 1', '_count": null'),
    );
  });

  test('works in another worktree, and in a project in a folder of the repository', async () => {
    const { root, git, read } = repository({
      'sub/package.json': '{"name": "sub", "octavo": {"clean": {"outputs": "clear"}}}',
      'sub/notebooks/a.ipynb': ranNotebook('1;'),
      'other.ipynb': ranNotebook('2;'),
    });
    await installHooks(join(root, 'sub'), { parts: ['filter'] });
    expect(read('sub/.gitattributes')).toContain('*.ipynb filter=octavo\n');
    git('add', '-A');
    git('commit', '-qm', 'one');
    expect(git('show', 'HEAD:sub/notebooks/a.ipynb')).toContain('"outputs": []');
    expect(git('show', 'HEAD:other.ipynb')).toBe(ranNotebook('2;'));
    const worktree = join(root, '..', 'worktree');
    git('worktree', 'add', '-q', worktree);
    git('-C', worktree, 'mv', 'other.ipynb', 'sub/other.ipynb');
    git('-C', worktree, 'add', '--renormalize', 'sub/other.ipynb');
    expect(git('-C', worktree, 'show', ':sub/other.ipynb')).toContain('"outputs": []');
    expect((await listHooks(join(worktree, 'sub'))).states[0]).toMatchObject({ part: 'filter', works: true });
  });

  test('goes aside where there is no Octavo any more: nothing is lost, and a commit says what to type', async () => {
    const { root, git, tryGit, read, write } = repository({ 'notebooks/a.ipynb': ranNotebook('1;') });
    await installHooks(root);
    write('.git/octavo/run', read('.git/octavo/run').replaceAll('/bin/octavo.js', '/bin/gone.js'));
    const added = tryGit('add', '-A');
    expect(added).toMatchObject({ code: 0 });
    expect(added.said).toContain('npm install');
    expect(git('show', ':notebooks/a.ipynb')).toBe(ranNotebook('1;'));
    expect(tryGit('diff', '--cached').said).toContain('execution_count');
    const commit = tryGit('commit', '-qm', 'one');
    expect(commit.code).toBe(1);
    expect(commit.said).toContain('git commit --no-verify');
    expect(git('show', ':notebooks/a.ipynb')).toBe(ranNotebook('1;'));
  });
});

describe('diff and merge', () => {
  test('git diff compares text views', async () => {
    const { root, git, write } = repository({ 'notebooks/a.ipynb': ranNotebook('const a = 1;') });
    await installHooks(root, { parts: ['diff'] });
    git('add', '-A');
    write('notebooks/a.ipynb', ranNotebook('const a = 2;', 9));
    const diff = git('diff').split('\n');
    expect(diff.filter((line) => /^[+-][^+-]/.test(line))).toEqual(['-const a = 1;', '+const a = 2;']);
    write('notebooks/a.ipynb', '{"cells": [');
    expect(git('diff')).toContain('+{"cells": [');
  });

  test('git merge goes cell by cell, whatever the file is called', async () => {
    const { root, git, read, write } = repository();
    await installHooks(root, { parts: ['merge'] });
    const name = '--force $(false).ipynb';
    const cells = (...sources: string[]) =>
      `${JSON.stringify({ cells: sources.map((source, index) => ({ cell_type: 'markdown', id: `c${index}`, metadata: {}, source })), metadata: {}, nbformat: 4, nbformat_minor: 5 })}\n`;
    write(name, cells('one', 'two'));
    git('add', '-A');
    git('commit', '-qm', 'base');
    git('checkout', '-qb', 'side');
    write(name, cells('one', 'two by side'));
    git('commit', '-qam', 'side');
    git('checkout', '-q', 'main');
    write(name, cells('one by main', 'two'));
    git('commit', '-qam', 'main');
    git('merge', '-q', 'side', '-m', 'merged'); // on one line, git by itself could not
    expect(JSON.parse(read(name)).cells.map(({ source }: { source: unknown }) => [source].flat().join(''))).toEqual([
      'one by main',
      'two by side',
    ]);
  });
});
