import { closeSync, openSync, writeSync } from 'node:fs';
import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { mergeNotebookTexts } from '../../lib/notebook/merge/index.ts';
import { runCommand } from '../run-command.ts';
import { makeProject, notebookText, type TestProject } from './make-project.ts';

let project: TestProject | undefined;

afterEach(async () => {
  await project?.remove();
  project = undefined;
});

const octavoExport = (...args: string[]) => runCommand(['export', project?.root as string, ...args]);

test('octavo export takes a notebook of 50 MB', async () => {
  project = await makeProject({
    'notebooks/small.ipynb': ['//| default_exp price/gross', '//| export\nconst gross = 2;'],
  });
  const small = notebookText(['//| default_exp price/net', '//| export\nconst net = 1;', 'show(image)']);
  const output = { output_type: 'display_data', data: { 'image/png': 'A'.repeat(50 * 2 ** 20) }, metadata: {} };
  const large = JSON.parse(small);
  large.cells[2].outputs = [output];
  await writeFile(join(project.root, 'notebooks/large.ipynb'), JSON.stringify(large, null, 1));
  expect(await octavoExport()).toMatchObject({
    code: 0,
    out: expect.stringContaining('3 files from 2 notebooks: 3 created'),
  });
  expect(await project.read('lib/price/net.ts')).toContain('export const net = 1;');
});

test('octavo export waits for a notebook that another program is writing', async () => {
  project = await makeProject({ 'notebooks/net.ipynb': ['//| default_exp price/net', '//| export\nconst net = 1;'] });
  await octavoExport();
  const text = notebookText(['//| default_exp price/net', '//| export\nconst net = 2;']);
  const file = openSync(join(project.root, 'notebooks/net.ipynb'), 'w'); // truncates it at once
  writeSync(file, text.slice(0, 50));
  const exporting = octavoExport();
  for (let at = 50; at < text.length; at += 200) {
    writeSync(file, text.slice(at, at + 200)); // at once: the export, in this process, looks no more often than this
    await wait(10);
  }
  closeSync(file);
  expect(await exporting).toMatchObject({ code: 0, err: '' });
  expect(await project.read('lib/price/net.ts')).toContain('net = 2');
});

test('octavo export refuses a notebook that was cut short, also in the middle of a letter', async () => {
  project = await makeProject({ 'notebooks/net.ipynb': ['//| default_exp price/net', '//| export\nconst größe = 1;'] });
  await octavoExport();
  const path = join(project.root, 'notebooks/net.ipynb');
  const whole = await project.read('notebooks/net.ipynb');
  const library = await project.library();
  const cut = Buffer.from(whole).indexOf('ö') + 1;
  for (const length of [0, 1, 100, cut, whole.length - 3]) {
    const file = await open(path, 'w');
    await file.write(Buffer.from(whole).subarray(0, length));
    await file.close();
    const { code, err } = await octavoExport();
    expect([length, code, err]).toEqual([length, 1, expect.stringContaining('notebooks/net.ipynb')]);
    expect(await project.library()).toEqual(library);
  }
});

test('octavo export says of a notebook with a merge conflict that it has one, and nothing that follows from it', async () => {
  const side = (rate: string) => notebookText(['//| default_exp price/net', `//| export\nconst rate = ${rate};`]);
  project = await makeProject({
    'notebooks/net.ipynb': side('1'),
    'notebooks/gross.ipynb': [
      '//| default_exp price/gross',
      "//| export\nimport { rate } from 'shop/price/net';\nconst gross = rate;",
    ],
  });
  await octavoExport();
  const library = await project.library();
  await project.write({ 'notebooks/net.ipynb': mergeNotebookTexts(side('1'), side('2'), side('3')).text });
  const { code, err } = await octavoExport();
  expect([code, err.match(/octavo: /g)?.length]).toEqual([1, 1]);
  expect(err).toContain('octavo resolve notebooks/net.ipynb');
  expect(await project.library()).toEqual(library);
});
