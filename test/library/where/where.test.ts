import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { nodeHost } from '../../../lib/host/index.ts';
import { exportProject } from '../../../lib/library/export-project.ts';
import { tellPlaces } from '../../../lib/library/where/places-in-text.ts';
import { findPlaces } from '../../../lib/library/where/where.ts';
import { makeProject, notebookText, type TestProject } from '../make-project.ts';

let project: TestProject;
const cells = [
  '//| default_exp price/net',
  '//| export\nfunction net(gross: number) {\n  return gross / 1.2;\n}',
  'net(12)',
];

afterEach(() => project.remove());

async function exported(text = notebookText(cells)): Promise<TestProject> {
  project = await makeProject({ 'notebooks/net.ipynb': text });
  expect((await exportProject({ root: project.root })).problems).toEqual([]);
  return project;
}

const hostIn = (folder: string) => ({ ...nodeHost, cwd: () => folder });
const find = async (question: string) => (await findPlaces(question, hostIn(project.root)))[0];

test('findPlaces() says that a place is stale, and still finds its line, after either side was edited', async () => {
  await exported();
  await project.write({
    'notebooks/net.ipynb': notebookText(cells.map((one) => one.replace('function', '// Why.\nfunction'))),
  });
  expect(await find('lib/price/net.ts:6')).toMatchObject({ line: 4, text: '  return gross / 1.2;', stale: true });
  expect(await find('notebooks/net.ipynb c0000002:4')).toMatchObject({ moduleLine: 6, stale: true });
  expect(await find('notebooks/net.ipynb c0000002:2')).toMatchObject({ moduleLine: 5, leftOut: true, stale: true });
});

test('findPlaces() in a notebook on one line asks for the cell, and knows the lines of a cell', async () => {
  await exported(JSON.stringify(JSON.parse(notebookText(cells))));
  await expect(find('notebooks/net.ipynb:1')).rejects.toMatchObject({
    code: 'library-no-such-place',
    hint: 'octavo where notebooks/net.ipynb c0000001:1',
  });
  expect(await find('notebooks/net.ipynb [2]:3')).toMatchObject({ moduleLine: 6, fileLine: 1, stale: false });
});

test('a package without its notebooks gives the notebook and the cell, and no marker leads out of the project', async () => {
  await exported();
  await rm(join(project.root, 'notebooks'), { recursive: true });
  expect(await find('lib/price/net.ts:6')).toMatchObject({
    notebook: 'notebooks/net.ipynb',
    cell: 'c0000002',
    line: undefined,
  });
  const text = (await project.read('lib/price/net.ts')).replaceAll('notebooks/net.ipynb', '../secret.ipynb');
  await project.write({
    'package/package.json': '{}',
    'package/lib/price/net.ts': text,
    'secret.ipynb': notebookText(cells),
  });
  expect(await find('package/lib/price/net.ts:6')).toMatchObject({
    notebook: '../secret.ipynb',
    line: undefined,
    text: undefined,
  });
});

test('tellPlaces() leaves alone what it cannot read, and tells paths from where it is asked', async () => {
  await exported();
  const folder = join(project.root, 'notebooks');
  const text = `${project.root}/lib/none.ts:1:1 and ${project.root}/lib/price/net.ts:6:3 and ../lib/price/index.ts:2`;
  expect(await tellPlaces(text, hostIn(folder))).toBe(
    text.replace(':6:3', ':6:3, net.ipynb:22 cell c0000002 [2] line 3'),
  );
});

test('octavo where - tells a stack trace that Node prints', async () => {
  await exported();
  const { root } = project;
  const script = "import('./lib/price/net.ts').then(({ net }) => net(Symbol()))";
  const shell = `"${process.execPath}" -e "${script}" 2>&1 | "${process.execPath}" "${join(import.meta.dirname, '../../../bin/octavo.js')}" where -`;
  const child = spawn(shell, { cwd: root, shell: true, stdio: ['ignore', 'pipe', 'inherit'] });
  let told = '';
  child.stdout.on('data', (text) => (told += text));
  await once(child, 'close');
  expect(told).toMatch(/at net \(.*lib\/price\/net\.ts:6:\d+, notebooks\/net\.ipynb:22 cell c0000002 \[2\] line 3\)/);
});
