import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { makeConnectionFolder, removeLeftFolders } from '../../lib/kernel/client/connection-folder.ts';

const before = process.env.TMPDIR;
const folder = mkdtempSync(join(tmpdir(), 'octavo-folders-'));
process.env.TMPDIR = folder;
afterAll(() => {
  process.env.TMPDIR = before;
  rmSync(folder, { recursive: true });
});

test('removeLeftFolders() removes what killed programs left, and nothing else', async () => {
  const own = await makeConnectionFolder();
  const gone = spawnSync(process.execPath, ['-e', '']).pid;
  const make = (name: string, owner?: string) => {
    const path = join(folder, name);
    mkdirSync(path);
    if (owner !== undefined) writeFileSync(join(path, 'owner'), owner);
    return path;
  };
  const left = make('octavo-kernel-left', `${gone} `);
  const odd = [make('octavo-kernel-odd', 'hello'), make('octavo-kernel-none'), make('another-left', `${gone} `)];
  const elsewhere = make('elsewhere', `${gone} `);
  symlinkSync(elsewhere, join(folder, 'octavo-kernel-link'));
  await removeLeftFolders();
  expect(existsSync(left)).toBe(false);
  for (const path of [own, elsewhere, ...odd]) expect(existsSync(path), path).toBe(true);
});
