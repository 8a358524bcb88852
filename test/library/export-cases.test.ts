import { spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { runCommand } from '../run-command.ts';

// test/cases/export/<case>/in is a project; out is its lib/ after `octavo export`, and what the command printed.
// OCTAVO_ACCEPT_CASES=1 writes out; a case without out gets one, but not in CI.
const cases = join(import.meta.dirname, '../cases/export');
const accept = process.env.OCTAVO_ACCEPT_CASES === '1';
let folder = '';

afterEach(() => rm(folder, { recursive: true, force: true }));

test.for(await readdir(cases))('octavo export: %s', async (name) => {
  folder = await mkdtemp(join(tmpdir(), 'octavo-case-'));
  await cp(join(cases, name, 'in'), folder, { recursive: true });
  const found = { ...(await exportAndPrint()), ...(await filesBelow(join(folder, 'lib'), 'lib')) };
  const out = join(cases, name, 'out');
  const expected = await filesBelow(out, '');
  if (accept || (Object.keys(expected).length === 0 && !process.env.CI)) await writeFiles(out, found);
  else expect(found).toEqual(expected);
  if (found['exit-code.txt'] !== '0\n') return;
  expect((await exportAndPrint())['stdout.txt']).toMatch(/\d+ unchanged\n$/);
  const indexes = Object.keys(found).filter((path) => path.endsWith('index.ts'));
  const script = indexes.map((path) => `import ${JSON.stringify(join(folder, path))};`).join('\n');
  const loaded = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  expect(loaded.stderr).toBe(''); // Node itself strips the types and links the modules
});

async function exportAndPrint(): Promise<Record<string, string>> {
  const { code, out, err } = await runCommand(['export', folder]);
  return { 'exit-code.txt': `${code}\n`, 'stdout.txt': out, 'stderr.txt': err };
}

async function filesBelow(root: string, prefix: string): Promise<Record<string, string>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => []);
  const files: Record<string, string> = {};
  for (const entry of entries.filter((one) => one.isFile())) {
    const path = join(entry.parentPath, entry.name);
    files[join(prefix, path.slice(root.length + 1))] = await readFile(path, 'utf8');
  }
  return files;
}

async function writeFiles(root: string, files: Record<string, string>): Promise<void> {
  await rm(root, { recursive: true, force: true });
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
}
