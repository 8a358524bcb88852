import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const bin = join(import.meta.dirname, '..', '..', 'bin', 'octavo.js');
const notebook = `{
    "cells": [
        {"cell_type": "markdown", "id": "a1", "metadata": {}, "source": "# Training"},
        {"cell_type": "code", "execution_count": 1, "id": "b2", "metadata": {"lr": 1e-05, "collapsed": true},
         "outputs": [{"name": "stdout", "output_type": "stream", "text": "5\\n"}], "source": ["const epochs = 5;\\n", "console.log(epochs);"]}
    ],
    "metadata": {"kernelspec": {"display_name": "TypeScript", "language": "typescript", "name": "tslab"}},
    "nbformat": 4,
    "nbformat_minor": 5
}`;
const view =
  '// %% [markdown] id="a1"\n// # Training\n\n// %% id="b2" lr=1e-05\nconst epochs = 5;\nconsole.log(epochs);\n';
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'octavo-text-'));
  writeFileSync(join(folder, 'train.ipynb'), notebook);
});
afterEach(() => rmSync(folder, { recursive: true }));

function octavo(args: string, input = ''): { status: number | null; stdout: string; stderr: string } {
  const result = spawnSync(process.execPath, [bin, ...args.split(' ')], { cwd: folder, input, encoding: 'utf8' });
  return { status: result.status, stdout: result.stdout, stderr: result.stderr };
}

function read(name = 'train.ipynb'): string {
  return readFileSync(join(folder, name), 'utf8');
}

test('octavo text show prints the view, and applying it changes nothing', () => {
  const shown = octavo('text show train.ipynb');
  expect(shown).toEqual({ status: 0, stdout: view, stderr: '' });
  expect(octavo('text apply train.ipynb', view).stdout).toBe('train.ipynb: no change\n');
  expect(JSON.parse(octavo('text show train.ipynb --json').stdout)).toEqual({ notebook: 'train.ipynb', text: view });
  expect(read()).toBe(notebook);
});

test('octavo text apply changes the edited cells and says how many', () => {
  const edited = `// %% id="b2" lr=1e-05\nconst epochs = 5;\nconsole.log(epochs);\n\n// %% [markdown] id="a1"\n// # Learning\n\n// %%\n1\n`;
  writeFileSync(join(folder, 'view.ts'), edited);
  const rehearsal = octavo('text apply train.ipynb view.ts --dry-run');
  expect(rehearsal.stdout).toBe('train.ipynb: 1 edited, 1 new, 1 moved (not written)\n');
  expect(read()).toBe(notebook);
  const done = JSON.parse(octavo('text apply train.ipynb view.ts --json').stdout);
  expect(done).toMatchObject({ created: false, written: true, edited: ['a1'], removed: [], metadata: false });
  expect(read()).toContain(notebook.slice(notebook.indexOf('{"cell_type": "code"'), notebook.indexOf('\n    ],')));
  expect(read()).toContain('"source": "# Learning"');
});

test('octavo text apply makes a notebook that is not there yet', () => {
  expect(octavo('text apply new.ipynb -', view).stdout).toBe('new.ipynb: created, 2 new\n');
  expect(JSON.parse(read('new.ipynb')).metadata.kernelspec).toEqual({
    display_name: 'TypeScript (Octavo)',
    language: 'typescript',
    name: 'tslab',
  });
  expect(octavo('text show new.ipynb').stdout).toBe(view);
});

test.each([
  ['text apply train.ipynb', '', 1, 'standard input: there is no cell line'],
  ['text apply train.ipynb absent.ts', '', 1, 'No such file: absent.ts'],
  [
    'text apply train.ipynb',
    '// %% id="a1"\n\n// %% id="a1"\n',
    1,
    'standard input line 3: id="a1" stands already on line 1',
  ],
  ['text apply train.ts', view, 1, 'train.ts is no notebook'],
  ['text apply folder.ipynb', view, 1, 'is a folder'],
  ['text apply none/new.ipynb', view, 1, 'its folder does not exist'],
  ['text apply broken.ipynb', view, 1, 'the file ends too early'],
  [
    'text show broken.ipynb',
    '',
    1,
    'octavo: broken.ipynb line 3 column 24: the file ends too early, it was cut short\n  try',
  ],
  ['text show old.ipynb', '', 1, 'nbconvert'],
  ['text show absent.ipynb', '', 1, 'No such file'],
  ['text show', '', 2, 'which notebook?'],
  ['text show a b', '', 2, 'one word too many: b'],
])('octavo %s with bad input %j exits %i and loses nothing', (args, input, status, message) => {
  mkdirSync(join(folder, 'folder.ipynb'));
  writeFileSync(join(folder, 'broken.ipynb'), notebook.slice(0, 40));
  writeFileSync(join(folder, 'old.ipynb'), '{"nbformat": 3, "worksheets": []}');
  const result = octavo(args, input);
  expect(result.stderr).toContain(message);
  expect(result.stderr).not.toContain('bug');
  expect(result.status).toBe(status);
  expect(result.stdout).toBe('');
  expect(read()).toBe(notebook);
  expect(read('broken.ipynb')).toBe(notebook.slice(0, 40));
});
