import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { replaceTogether } from '../../lib/host/index.ts';

let scratch = '';
let root = '';

beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'octavo-test-'));
  root = join(scratch, 'project');
  await mkdir(join(root, 'lib'), { recursive: true });
  await mkdir(join(scratch, 'elsewhere'));
  await writeFile(join(root, 'lib/a.ts'), 'old');
});

afterEach(() => rm(scratch, { recursive: true, force: true }));

test.for([
  ['a link to a folder', (): Promise<void> => symlink('../elsewhere', join(root, 'out')), 'out/b.ts'],
  [
    'a folder in a link to a folder',
    (): Promise<void> => symlink('../elsewhere', join(root, 'out')),
    'out/deep/er/b.ts',
  ],
  ['a path upwards', async (): Promise<void> => {}, '../elsewhere/b.ts'],
] as const)('replaceTogether() does not follow %s out of the project', async ([, prepare, path]) => {
  await prepare();
  const changes = [
    { path: 'lib/a.ts', text: 'new' },
    { path, text: 'stray' },
  ];
  await expect(replaceTogether(root, changes)).rejects.toMatchObject({ code: 'file-outside-project' });
  expect(await readFile(join(root, 'lib/a.ts'), 'utf8')).toBe('old');
  await expect(readFile(join(scratch, 'elsewhere/b.ts'))).rejects.toThrow();
});

test('replaceTogether() follows a link that stays inside the project', async () => {
  await symlink('lib', join(root, 'modules'));
  await replaceTogether(root, [{ path: 'modules/a.ts', text: 'new' }]);
  expect(await readFile(join(root, 'lib/a.ts'), 'utf8')).toBe('new');
});

test('replaceTogether() replaces neither a link by a file nor a read-only file', async () => {
  await symlink('a.ts', join(root, 'lib/link.ts'));
  await expect(replaceTogether(root, [{ path: 'lib/link.ts', text: 'new' }])).rejects.toThrow('is a link');
  await chmod(join(root, 'lib/a.ts'), 0o444);
  await expect(replaceTogether(root, [{ path: 'lib/a.ts', text: 'new' }])).rejects.toMatchObject({
    code: 'file-unwritable',
    hint: 'chmod u+w lib/a.ts',
  });
  expect(await readFile(join(root, 'lib/a.ts'), 'utf8')).toBe('old');
});
