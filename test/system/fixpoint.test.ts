import { execFileSync } from 'node:child_process';
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isGenerated } from '../../lib/library/blocks.ts';
import { exportProject } from '../../lib/library/export-project.ts';
import { readLibrary } from '../../lib/library/plan.ts';

const home = join(import.meta.dirname, '../..');
const folders: string[] = [];
let library: Map<string, string>;

beforeAll(async () => {
  library = await readLibrary(home, 'lib');
});

afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true });
});

/** A copy of Octavo without its generated modules. */
async function bareCopy(): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'octavo-fixpoint-'));
  folders.push(copy);
  for (const path of ['package.json', 'bin', 'notebooks', 'lib']) {
    await cp(join(home, path), join(copy, path), {
      recursive: true,
      filter: (file) => !file.includes('.ipynb_checkpoints'),
    });
  }
  for (const [path, text] of library) if (isGenerated(text)) await rm(join(copy, path));
  await symlink(join(home, 'node_modules'), join(copy, 'node_modules'), 'dir');
  return copy;
}

test("lib/ is what Octavo's notebooks export", async () => {
  const { problems, changes } = await exportProject({ root: home, write: false });
  expect(problems.map((problem) => problem.message)).toEqual([]);
  expect(changes.map((change) => `${change.action} ${change.path}`)).toEqual([]);
});

test('the exporter that Octavo exports exports Octavo, byte for byte', async () => {
  const first = await bareCopy();
  const { files, changes } = await exportProject({ root: first });
  expect(changes.map((change) => change.action)).toEqual(Array.from({ length: files }, () => 'created'));
  expect(await readLibrary(first, 'lib')).toEqual(library);

  const second = await bareCopy();
  const octavo = (folder: string) =>
    execFileSync(process.execPath, [join(first, 'bin/octavo.js'), 'export', folder, '--json'], { encoding: 'utf8' });
  expect(JSON.parse(octavo(second))).toMatchObject({ written: true, files });
  expect(await readLibrary(second, 'lib')).toEqual(library);
  expect(JSON.parse(octavo(second))).toMatchObject({ changes: [], files });
});
