import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { nodeHost } from '../../../lib/host/index.ts';
import { codeCell, createNotebook, formatNotebook } from '../../../lib/notebook/index.ts';
import { runNotebook } from '../../../lib/run/index.ts';
import { refuseOtherFile } from '../../../lib/run/storage/other-file.ts';
import { sweepNotebook } from '../../../lib/run/sweep/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'octavo-other-'));
afterAll(() => rmSync(folder, { recursive: true }));
const host = { ...nodeHost, cwd: () => folder };
const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
const refused = expect.objectContaining({ code: 'run-output-other' });
const text = formatNotebook(createNotebook({ cells: [codeCell('1')] }));

test.each([
  ['a notebook', text],
  ['a notebook with other keys first', '\ufeff{"metadata": {}, "nbformat": 4, "cells": []}'],
  ['a notebook of another age', '{"worksheets": [], "nbformat": 3}'],
  ['a notebook that is cut off', text.slice(0, 60)],
  ['nothing', ''],
])('refuseOtherFile() lets %s be written over', (name, content) => {
  write(`${name}.ipynb`, content);
  expect(refuseOtherFile(`${name}.ipynb`, host)).toBeUndefined();
});

test('refuseOtherFile() has nothing against what is not there, or no file', () => {
  for (const place of ['new.ipynb', '.', '/dev/null']) expect(refuseOtherFile(place, host)).toBeUndefined();
});

test.each([
  ['package.json', '{ "name": "mine" }\n'],
  ['list.json', '[]'],
  ['notes.md', '# "cells":'],
  ['train.ipynb', 'import json\n'],
])('refuseOtherFile() refuses to let %s be lost', (name, content) => {
  write(name, content);
  expect(() => refuseOtherFile(name, host)).toThrow(refused);
});

test('a run and a sweep begin nothing where a file would be lost; by the rules of papermill it is', async () => {
  write('package.json', '{ "name": "mine" }');
  write('2.ipynb', 'my notes');
  const tagged = codeCell('const n: number = 0;', { metadata: { tags: ['parameters'] } });
  write('in.ipynb', formatNotebook(createNotebook({ cells: [tagged] })));
  const [input, output] = [join(folder, 'in.ipynb'), join(folder, 'package.json')];
  await expect(runNotebook(input, { output, prepareOnly: true })).rejects.toThrow(refused);
  const sweep = (rules: 'strict' | 'papermill') =>
    sweepNotebook(input, [{ n: 1 }, { n: 2 }], { output: join(folder, '{n}.ipynb'), prepareOnly: true, rules });
  await expect(sweep('strict')).rejects.toThrow(refused);
  expect(existsSync(join(folder, '1.ipynb'))).toBe(false); // told before the first run
  expect([output, join(folder, '2.ipynb')].map((path) => readFileSync(path, 'utf8'))).toEqual([
    '{ "name": "mine" }',
    'my notes',
  ]);
  await runNotebook(input, { output, prepareOnly: true, rules: 'papermill' });
  expect((await sweep('papermill')).counts).toEqual({ prepared: 2 });
  expect([output, join(folder, '2.ipynb')].map((path) => readFileSync(path, 'utf8'))).toEqual([
    expect.stringContaining('"cells"'),
    expect.stringContaining('"cells"'),
  ]);
});
