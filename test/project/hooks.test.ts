import { chmodSync, existsSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { installHooks, listHooks, removeHooks } from '../../lib/project/index.ts';
import { gitEnvironment, makeRepository, snapshot, type TestRepository } from './git-repository.ts';

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

describe('removeHooks()', () => {
  const shellHook = '#!/usr/bin/env bash\n# mine, with ü\r\nexit 0';
  test.each([
    ['nothing before', {}],
    ['a shell script', { '.git/hooks/pre-commit': shellHook }],
    ['a program', { '.git/hooks/pre-commit': '#!/usr/bin/env python3\nprint("mine")\n' }],
    ['attributes without a last line end', { '.gitattributes': '*.md text\r\n*.png binary' }],
    ['attributes', { '.gitattributes': '# ours\n*.ipynb text\n' }],
  ])('leaves the repository as it was: %s', async (_, files: Record<string, string>) => {
    const one = repository(files);
    const hook = join(one.root, '.git/hooks/pre-commit');
    if (existsSync(hook)) chmodSync(hook, 0o755);
    const before = snapshot(one);
    await installHooks(one.root);
    await installHooks(one.root); // typed twice
    expect((await listHooks(one.root)).states.map(({ works }) => works)).toEqual([true, true, true, true]);
    expect(snapshot(one)).not.toEqual(before);
    expect((await removeHooks(one.root)).left).toEqual([]);
    expect(snapshot(one)).toEqual(before);
    if (existsSync(hook)) expect(statSync(hook).mode & 0o777).toBe(0o755);
    expect((await removeHooks(one.root)).removed).toEqual([]);
  });

  test('keeps what was added since, and what belongs to another project', async () => {
    const { root, read, write } = repository({ 'sub/package.json': '{"name": "sub"}' });
    await installHooks(root, { own: true });
    await installHooks(join(root, 'sub'), { own: true });
    write('.git/info/attributes', `*.txt text\n${read('.git/info/attributes')}*.bin binary\n`);
    write('.git/hooks/pre-commit', `${read('.git/hooks/pre-commit')}echo later\n`);
    await removeHooks(join(root, 'sub'));
    expect((await listHooks(root)).states.every(({ works }) => works)).toBe(true);
    await removeHooks(root);
    expect(read('.git/info/attributes')).toBe('*.txt text\n*.bin binary\n');
    expect(read('.git/hooks/pre-commit')).toContain('echo later');
    expect(read('.git/hooks/pre-commit')).not.toContain('octavo hooks check');
    expect(existsSync(join(root, '.gitattributes'))).toBe(false);
  });
});

describe('installHooks() refuses, and changes nothing', () => {
  test('a folder of hooks outside of the repository', async () => {
    const one = repository();
    one.git('config', 'core.hooksPath', join(one.root, '..', 'everywhere'));
    const before = snapshot(one);
    await expect(installHooks(one.root)).rejects.toMatchObject({ code: 'hooks-path-outside' });
    expect(snapshot(one)).toEqual(before);
    expect((await installHooks(one.root, { parts: ['filter', 'diff'] })).preCommit).toBeUndefined();
  });

  test('notebooks that go through another filter', async () => {
    const one = repository({ '.gitattributes': '*.ipynb filter=nbstripout\n' });
    await expect(installHooks(one.root)).rejects.toMatchObject({ code: 'hooks-attribute-taken' });
    expect(one.read('.gitattributes')).toBe('*.ipynb filter=nbstripout\n');
  });

  test('a folder that is in no repository, and a machine without git', async () => {
    const { root } = repository();
    await expect(installHooks(join(root, '..'))).rejects.toMatchObject({
      code: 'hooks-no-repository',
      hint: 'git init',
    });
    const path = process.env.PATH;
    process.env.PATH = root;
    try {
      await expect(installHooks(root)).rejects.toMatchObject({ code: 'hooks-no-git' });
    } finally {
      process.env.PATH = path;
    }
  });
});

test('core.hooksPath in the repository is where the check goes', async () => {
  const one = repository({ '.githooks/pre-commit': '#!/bin/sh\necho ours\n' });
  chmodSync(join(one.root, '.githooks/pre-commit'), 0o755);
  one.git('config', 'core.hooksPath', '.githooks');
  await installHooks(one.root);
  expect(one.read('.githooks/pre-commit')).toMatch(/^#!\/bin\/sh\n# octavo[\s\S]*hooks check[\s\S]*\necho ours\n$/);
  await removeHooks(one.root);
  expect(one.read('.githooks/pre-commit')).toBe('#!/bin/sh\necho ours\n');
});

test('installHooks() and removeHooks() write no attributes through a link that a repository brings', async () => {
  const one = repository();
  const elsewhere = join(one.root, '..', 'profile');
  writeFileSync(elsewhere, 'mine');
  symlinkSync(elsewhere, join(one.root, '.gitattributes'));
  await expect(installHooks(one.root)).rejects.toMatchObject({ code: 'file-unwritable' });
  expect(readFileSync(elsewhere, 'utf8')).toBe('mine');
});
