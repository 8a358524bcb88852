import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { codeCell, createNotebook, formatNotebook, markdownCell } from '../../lib/notebook/index.ts';
import type { NotebookTest } from '../../lib/test/kernel/notebook-test.ts';
import { testNotebooks } from '../../lib/test/kernel/test-notebooks.ts';
import { makeProject, type TestProject } from '../library/make-project.ts';
import { runCommand } from '../run-command.ts';

const python = { kernelspec: { name: 'no-such-python', display_name: 'Python 3', language: 'python' } };
const assertion = "import assert from 'node:assert/strict';";
let project: TestProject;

beforeAll(async () => {
  project = await makeProject({
    'notebooks/data.txt': '42\n',
    'notebooks/empty.ipynb': [markdownCell('# Prose')],
    'notebooks/skipped.ipynb': ['//| eval: false\nthrow new Error("never");', '//| hide'],
    'notebooks/fails.ipynb': [
      'const ready = 1;',
      markdownCell('## Then'),
      `${assertion}\n\nassert.equal(ready, 2);`,
      'throw 1;',
    ],
    'notebooks/partly.ipynb': [
      '//| hide\n//| eval: false\nthrow new Error("never");',
      'const seen = 1;',
      `${assertion}\nassert.equal(seen, 1);`,
    ],
    'notebooks/passes.ipynb': [
      `${assertion}\nimport { readFile } from 'node:fs/promises';`,
      "assert.equal(await readFile('data.txt', 'utf8'), '42\\n'); // the kernel runs in the notebook's folder",
      "import { expectError } from 'octavo/test';\nexpectError(() => JSON.parse('{'))",
    ],
    'notebooks/python.ipynb': formatNotebook(createNotebook({ cells: [codeCell('assert 1 == 1')], metadata: python })),
    'notebooks/quits.ipynb': ['process.exit(0);', 'throw new Error("not reached");'],
    'notebooks/broken.ipynb': '{ "cells": [',
  });
});

afterAll(() => project.remove());

test('testNotebooks() runs every notebook, and only what ran to its end has passed', async () => {
  const seen: string[] = [];
  const onTest = (one: NotebookTest) => void seen.push(one.notebook);
  const { tests, ...counts } = await testNotebooks([], { root: project.root, onTest });
  expect(tests.map((one) => `${one.notebook.slice(10)} ${one.status} ${one.cells}`)).toEqual([
    'broken.ipynb failed 0',
    'empty.ipynb empty 0',
    'fails.ipynb failed 3',
    'partly.ipynb passed 2',
    'passes.ipynb passed 3',
    'python.ipynb failed 1',
    'quits.ipynb failed 2',
    'skipped.ipynb empty 0',
  ]);
  expect(counts).toEqual({ passed: 2, failed: 4, empty: 2 });
  expect(seen.toSorted()).toEqual(tests.map((one) => one.notebook));
  const of = (name: string) => tests.find((one) => one.notebook.endsWith(`/${name}.ipynb`));
  expect(of('fails')?.failure).toMatchObject({
    ename: 'AssertionError',
    where: { notebook: 'notebooks/fails.ipynb', cell: 'c0000003', index: 2, line: 3 },
    message: expect.stringMatching(/^notebooks\/fails\.ipynb cell c0000003 \[2\] line 3: AssertionError: /),
  });
  expect(of('quits')?.failure?.message).toMatch(/ cell c000000\d \[\d\]: process\.exit\(0\) ended the notebook/);
  expect(of('python')?.failure).toMatchObject({ ename: 'kernel-unknown' });
  expect(of('broken')?.failure?.ename).toMatch(/^notebook-/);
  expect([of('partly')?.skipped, of('skipped')?.skipped]).toEqual([
    [{ id: 'c0000001', line: 2 }],
    [{ id: 'c0000001', line: 1 }],
  ]);
  const left = await readdir(project.root, { recursive: true });
  expect(left.filter((name) => /local_data|test-/.test(name))).toEqual([]);
});

async function octavoTest(...args: string[]) {
  const before = process.cwd();
  process.chdir(project.root);
  try {
    return await runCommand(['test', ...args]);
  } finally {
    process.chdir(before);
  }
}

test('octavo test prints one line for each notebook, the place of what failed, and a count', async () => {
  const { code, out } = await octavoTest('notebooks/fails.ipynb', 'notebooks/partly.ipynb', '--jobs', '1');
  expect(code).toBe(1);
  const lines = out.replace(/\d+\.\d\d s/g, 'n s').split('\n');
  expect(lines[0]).toBe('FAILED   notebooks/fails.ipynb  n s');
  expect(lines[1]).toMatch(/^ {2}notebooks\/fails\.ipynb cell c0000003 \[2\] line 3: AssertionError/);
  expect(lines.slice(-3)).toEqual([
    'passed   notebooks/partly.ipynb  n s  (1 skipped by eval: false)',
    '1 passed, 1 failed',
    '',
  ]);
});

test('octavo test exits 0 when all pass, and 1 when nothing was there to pass', async () => {
  expect(await octavoTest(join('notebooks', 'partly.ipynb'))).toMatchObject({ code: 0 });
  const { code, out } = await octavoTest('notebooks/empty.ipynb');
  expect([code, out.split('\n').at(-2)]).toEqual([1, '0 passed, 0 failed, 1 without code']);
  expect(await octavoTest('notebooks/none.ipynb')).toMatchObject({
    code: 1,
    err: expect.stringContaining('No notebook at'),
  });
  expect(await octavoTest('..')).toMatchObject({
    code: 1,
    err: expect.stringContaining('.. lies outside the project'),
  });
  expect(await octavoTest('--jobs', 'many')).toMatchObject({ code: 2 });
});

test('octavo test --json prints one object', async () => {
  const { code, out } = await octavoTest('notebooks/partly.ipynb', '--json');
  expect([code, JSON.parse(out)]).toMatchObject([
    0,
    { passed: 1, failed: 0, empty: 0, tests: [{ status: 'passed', cells: 2 }] },
  ]);
});
