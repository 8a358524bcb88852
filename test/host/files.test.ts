import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { nodeFiles } from '../../lib/host/index.ts';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'octavo-files-'));
  path = join(folder, 'notebook.ipynb');
  writeFileSync(path, 'old');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('writeAtomically()', () => {
  test('whoever reads meanwhile sees a whole content, at every moment', async () => {
    const contents = ['a', 'b'].map((letter) => letter.repeat(200_000));
    const seen = new Set<string>(['old', ...contents]);
    let isWriting = true;
    const writing = (async () => {
      for (let round = 0; round < 40; round += 1) await nodeFiles.writeAtomically(path, contents[round % 2] as string);
      isWriting = false;
    })();
    let reads = 0;
    while (isWriting) {
      expect(seen.has(readFileSync(path, 'utf8'))).toBe(true); // throws when there is no file
      reads += 1;
      await new Promise(setImmediate);
    }
    await writing;
    expect(reads).toBeGreaterThan(40);
    expect(readdirSync(folder)).toEqual(['notebook.ipynb']);
  });

  test('keeps the permission bits, and a symbolic link', async () => {
    chmodSync(path, 0o640);
    const link = join(folder, 'link.ipynb');
    symlinkSync(path, link);
    await nodeFiles.writeAtomically(link, 'new');
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(statSync(path).mode & 0o777).toBe(0o640);
  });

  test('replaces a link that leads nowhere by a file that not everybody may write', async () => {
    const link = join(folder, 'link.ipynb');
    symlinkSync('gone.ipynb', link);
    await nodeFiles.writeAtomically(link, 'new');
    expect(readFileSync(link, 'utf8')).toBe('new');
    expect(lstatSync(link).mode).toBe(lstatSync(path).mode);
  });

  test('says why it cannot write, and leaves nothing behind', async () => {
    const taken = join(folder, 'taken');
    mkdirSync(taken);
    await expect(nodeFiles.writeAtomically(taken, 'new')).rejects.toMatchObject({ code: 'file-unwritable' });
    const below = join(path, 'x.ipynb');
    await expect(nodeFiles.writeAtomically(below, 'new')).rejects.toThrow('a part of the path is a file, not a folder');
    expect(readdirSync(folder)).toEqual(['notebook.ipynb', 'taken']);
    expect(readFileSync(path, 'utf8')).toBe('old');
  });
});
