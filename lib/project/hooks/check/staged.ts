import { runGit } from '../repository.ts';

/** A file as it would be committed. */
export interface StagedFile {
  path: string; // from the top of the worktree
  object: string; // its content in git
  sizeBytes: number;
}

const wholeFile = 64 * 1024 * 1024; // what is longer is not looked into

/** The files of a folder that are staged with a new content; with `all`, every tracked one. No links, no submodules. */
export async function listStaged(folder: string, all: boolean): Promise<StagedFile[]> {
  const args = all
    ? ['ls-files', '-s', '-z', '--full-name', '--', '.']
    : [
        'diff',
        '--cached',
        '--raw',
        '-z',
        '--no-renames',
        '--no-abbrev',
        '--no-ext-diff',
        '--diff-filter=AMT',
        '--',
        '.',
      ];
  const fields = (await runGit(folder, args)).out.toString('utf8').split('\0');
  const files: Omit<StagedFile, 'sizeBytes'>[] = [];
  if (all) {
    for (const field of fields) {
      const [, mode, object, path] = /^(\d+) ([0-9a-f]+) \d\t(.*)$/s.exec(field) ?? [];
      if (mode?.startsWith('100') && object && path) files.push({ path, object });
    }
  } else {
    for (let index = 0; index + 1 < fields.length; index += 2) {
      const [, mode, object] = /^:\d+ (\d+) [0-9a-f]+ ([0-9a-f]+) /.exec(fields[index] ?? '') ?? [];
      if (mode?.startsWith('100') && object) files.push({ path: fields[index + 1] ?? '', object });
    }
  }
  if (files.length === 0) return [];
  const input = files.map(({ object }) => `${object}\n`).join('');
  const sizes = (await runGit(folder, ['cat-file', '--batch-check=%(objectsize)'], { input })).out
    .toString('utf8')
    .split('\n');
  return files.map((file, index) => ({ ...file, sizeBytes: Number(sizes[index]) || 0 }));
}

/** The contents of staged files, in order; of very long ones undefined. */
export async function readStaged(folder: string, files: readonly StagedFile[]): Promise<(Buffer | undefined)[]> {
  const read = files.filter(({ sizeBytes }) => sizeBytes <= wholeFile);
  const input = read.map(({ object }) => `${object}\n`).join('');
  const { out } = await runGit(folder, ['cat-file', '--batch'], { input });
  const contents = new Map<StagedFile, Buffer>();
  let at = 0;
  for (const file of read) {
    const start = out.indexOf('\n', at) + 1;
    contents.set(file, out.subarray(start, start + file.sizeBytes));
    at = start + file.sizeBytes + 1;
  }
  return files.map((file) => contents.get(file));
}
