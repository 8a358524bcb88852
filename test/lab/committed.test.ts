import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { prepareLab } from '../../lib/lab/index.ts';
import { type FakeMachine, fakeMachine } from './fake-python.ts';

let machine: FakeMachine;
beforeEach(() => {
  machine = fakeMachine();
  machine.addPython('python3');
  git('init', '--quiet');
});
afterEach(() => machine.remove());

const git = (...args: string[]) => execFileSync('git', args, { cwd: machine.root });
const prepare = () => prepareLab({ root: machine.root }, machine.host);

function put(path: string, text = ''): void {
  mkdirSync(dirname(join(machine.root, path)), { recursive: true });
  writeFileSync(join(machine.root, path), text, { mode: 0o755 });
}

test('a repository that brings programs for the lab is refused before any of them runs', async () => {
  const traitor = '#!/bin/sh\necho ran > ran\n';
  for (const path of [
    '.venv/bin/python',
    '.octavo/jupyter/labextensions/x/package.json',
    '.octavo/lab/data/notebook_secret',
  ]) {
    put(path, traitor);
    git('add', '--force', path);
    await expect(prepare()).rejects.toMatchObject({
      code: 'lab-folder-committed',
      message: expect.stringContaining(path),
    });
    expect(machine.calls()).toEqual([]);
    git('rm', '--quiet', '-r', '--cached', path);
    rmSync(join(machine.root, path.split('/')[0] as string), { recursive: true });
  }
});

test('a repository that brings .octavo as a link is refused', async () => {
  symlinkSync('..', join(machine.root, '.octavo'));
  git('add', '--force', '.octavo');
  await expect(prepare()).rejects.toMatchObject({ code: 'lab-folder-committed' });
});

test('what was made here is used, in a repository too', async () => {
  put('package.json', '{}');
  git('add', 'package.json');
  await prepare();
  expect(await prepare()).toMatchObject({ isOwn: true });
});

test('nothing is written through a link at the place of .gitignore', async () => {
  const profile = join(dirname(machine.root), 'profile');
  writeFileSync(profile, 'mine');
  mkdirSync(join(machine.root, '.octavo', 'lab'), { recursive: true });
  symlinkSync(profile, join(machine.root, '.octavo', 'lab', '.gitignore'));
  await prepare();
  expect(readFileSync(profile, 'utf8')).toBe('mine');
});
