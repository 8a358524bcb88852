import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readGitState } from '../../lib/host/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'octavo-git-'));
const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, encoding: 'utf8', env }).trim();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('readGitState() tells commit, branch, changes and the remote without its password, from any folder below', async () => {
  expect(await readGitState(folder)).toBeUndefined();
  git('init', '--quiet', '--initial-branch=trunk');
  expect(await readGitState(folder)).toBeUndefined(); // no commit yet
  const below = join(folder, 'notebooks', 'deep');
  mkdirSync(below, { recursive: true });
  writeFileSync(join(below, 'a.txt'), 'one');
  git('add', '.');
  git('-c', 'user.name=a', '-c', 'user.email=a@b.c', 'commit', '--quiet', '-m', 'first');
  git('remote', 'add', 'origin', 'https://me:secret@example.org/repository.git');
  const commit = git('rev-parse', 'HEAD');
  const clean = { commit, branch: 'trunk', dirty: false, remoteUrl: 'https://example.org/repository.git' };
  expect(await readGitState(below)).toEqual(clean);
  writeFileSync(join(folder, 'untracked.txt'), 'not counted');
  expect(await readGitState(below)).toEqual(clean);
  writeFileSync(join(below, 'a.txt'), 'two');
  git('checkout', '--quiet', '--detach');
  expect(await readGitState(below)).toEqual({ ...clean, branch: undefined, dirty: true });
});

test('readGitState() runs no program that the repository names', async () => {
  const trap = join(folder, 'ran');
  git('config', 'core.fsmonitor', `touch ${trap}; false`);
  expect((await readGitState(folder))?.dirty).toBe(true);
  expect(execFileSync('ls', [folder], { encoding: 'utf8' })).not.toContain('ran');
});
