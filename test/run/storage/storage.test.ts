import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { nodeHost } from '../../../lib/host/index.ts';
import { createStorages } from '../../../lib/run/index.ts';
import { chooseOutput } from '../../../lib/run/storage/output-path.ts';
import { createOverflowFile, overflowPath, removeOverflowFiles } from '../../../lib/run/storage/overflow-file.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'octavo-storage-')));
afterAll(() => rmSync(folder, { recursive: true }));
const host = { ...nodeHost, cwd: () => folder };
const storages = createStorages();

test('overflowPath() stands beside the executed notebook', () => {
  expect(overflowPath('results/out.ipynb', 'b2c4d6e8', 'stdout')).toBe(join('results', 'out.b2c4d6e8.stdout.txt'));
});

test('overflowPath() leads out of the folder by no id that a notebook brings', () => {
  for (const id of ['/../../x', '..', 'a/b', 'a\\b', '\0', 'x'.repeat(300), ''])
    expect(overflowPath('results/out.ipynb', id, 'stdout')).toMatch(/^results[\\/]out\.[0-9a-f]{12}\.stdout\.txt$/);
});

test('createOverflowFile() makes its file with the first text, and discards it', () => {
  const path = join(folder, 'out.aaaaaaaa.stdout.txt');
  const file = createOverflowFile(path, () => expect.unreachable());
  expect(existsSync(path)).toBe(false);
  file.write('ä1\n');
  file.write('2\n');
  expect(readFileSync(path, 'utf8')).toBe('ä1\n2\n');
  file.discard();
  expect(existsSync(path)).toBe(false);
  file.write('3\n');
  file.close();
  expect(readFileSync(path, 'utf8')).toBe('3\n');
});

test('createOverflowFile() warns once when the disk does not take it', () => {
  const warnings: string[] = [];
  const file = createOverflowFile(join(folder, 'nowhere', 'a.txt'), (message) => warnings.push(message));
  file.write('1');
  file.write('2');
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toContain('is not complete');
});

test("removeOverflowFiles() removes an earlier run's files and nobody else's", () => {
  const mine = join(folder, 'run.b2c4d6e8.stdout.txt');
  const other = join(folder, 'run.notes.stdout.txt');
  for (const path of [mine, other]) writeFileSync(path, 'x');
  removeOverflowFiles(join(folder, 'run.ipynb'), ['b2c4d6e8']);
  expect([existsSync(mine), existsSync(other)]).toEqual([false, true]);
});

test('chooseOutput() makes no file of a folder that is not there', async () => {
  const error = { code: 'run-output-folder', hint: 'mkdir -p results/' };
  await expect(chooseOutput('in.ipynb', 'results/', storages, host)).rejects.toMatchObject(error);
});

test('chooseOutput() keeps the executed notebook in the project when nobody says where', async () => {
  mkdirSync(join(folder, 'project/notebooks'), { recursive: true });
  writeFileSync(join(folder, 'project/package.json'), '{}');
  const now = new Date('2026-11-21T04:51:40.641Z');
  const clock = { ...host.clock, now: () => now };
  const output = await chooseOutput('project/notebooks/train.ipynb', undefined, storages, { ...host, clock });
  expect(output).toBe('project/local_data/runs/train/2026-11-21T04-51-40-641Z.ipynb');
  expect(existsSync(join(folder, 'project/local_data/runs/train'))).toBe(true);
});

test.each<[string, (place: string) => void, string]>([
  ['a file', (place) => writeFileSync(place, ''), 'a file is in its way'],
  ['a link to nothing', (place) => symlinkSync('/no/such/folder', place), 'leads to nothing'],
  ['a link to itself', (place) => symlinkSync('local_data', place), 'lead in a circle'],
])('chooseOutput() says why it cannot make its folder where local_data is %s', async (name, make, reason) => {
  const project = join(folder, `with ${name}`);
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), '{}');
  make(join(project, 'local_data'));
  await expect(chooseOutput(join(project, 'a.ipynb'), undefined, storages, host)).rejects.toMatchObject({
    code: 'run-output-folder',
    message: expect.stringContaining(reason),
  });
});

test('chooseOutput() takes a path as it is, and refuses what cannot be written', async () => {
  writeFileSync(join(folder, 'file'), '');
  mkdirSync(join(folder, 'taken.ipynb'));
  expect(await chooseOutput('a.ipynb', 'out.ipynb', storages, host)).toBe('out.ipynb');
  await expect(chooseOutput('a.ipynb', 'nowhere/out.ipynb', storages, host)).rejects.toMatchObject({
    code: 'run-output-folder',
    hint: 'mkdir -p nowhere',
  });
  await expect(chooseOutput('a.ipynb', 'file/out.ipynb', storages, host)).rejects.toMatchObject({
    code: 'run-output-folder',
    message: 'The output folder file is a file, not a folder',
  });
  await expect(chooseOutput('a.ipynb', 'taken.ipynb', storages, host)).rejects.toMatchObject({
    code: 'run-output-unwritable',
  });
});

test.skipIf(process.platform === 'win32')(
  'a device or a pipe is never replaced by a notebook, and no device is read',
  async () => {
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    for (const output of ['pipe', '/dev/null'])
      await expect(chooseOutput('a.ipynb', output, storages, host)).rejects.toMatchObject({
        code: 'run-output-unwritable',
        hint: 'name a file, or - for standard output',
      });
    await expect(storages.find('/dev/null').read('/dev/null', host)).rejects.toMatchObject({ code: 'file-unreadable' });
  },
);
