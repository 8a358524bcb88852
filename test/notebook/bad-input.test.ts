import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isOctavoError, type OctavoError } from '../../lib/errors/index.ts';
import { nodeHost } from '../../lib/host/index.ts';
import {
  codeCell,
  createNotebook,
  formatNotebook,
  parseNotebook,
  readNotebook,
  upgradeNotebook,
  writeNotebook,
} from '../../lib/notebook/index.ts';
import { applyText, applyTextToFile, showText } from '../../lib/notebook/text/index.ts';

const whole = formatNotebook(
  createNotebook({ cells: [codeCell('const é = "x";\n', { id: 'a1' }), codeCell('2', { id: 'b2' })] }),
);

function errorOf(text: string, path = 'bad.ipynb'): OctavoError {
  try {
    parseNotebook(text, { path });
  } catch (error) {
    if (isOctavoError(error)) return error;
    throw error;
  }
  throw new Error(`accepted: ${text.slice(0, 80)}`);
}

function cellFile(cell: unknown, minor = 5): string {
  return JSON.stringify({ cells: [cell], metadata: {}, nbformat: 4, nbformat_minor: minor });
}

test('who reads a pipe or an address is not sent to the history of a file', () => {
  expect(errorOf('{', 'bad.ipynb').hint).toContain('git log --oneline -- bad.ipynb');
  for (const place of ['-', 'https://host/bad.ipynb', 's3://flows/bad.ipynb'])
    expect(errorOf('{', place).hint).toBe(undefined);
});

test('who gives a program is told how a notebook is made of it', () => {
  expect(errorOf('const a = 1;', 'my flows/train.ts').hint).toContain(
    "octavo text apply 'my flows/train.ipynb' 'my flows/train.ts'",
  );
  expect(errorOf('const a = 1;', 'my flows/train.ipynb').hint).toContain("git log --oneline -- 'my flows/train.ipynb'");
});

describe('parseNotebook()', () => {
  test('says that a file was cut short, wherever it was cut', () => {
    for (let length = 0; length < whole.trimEnd().length; length++) {
      expect(errorOf(whole.slice(0, length)).code, `cut at ${length}`).toBe('notebook-truncated');
    }
  });

  test.each([
    ['{"cells": [}', 'line 1 column 12: not JSON: expected a value, found "}"'],
    ['{\n "cells": [1 2]}', 'line 2 column 14: not JSON: expected "," or "]", found "2"'],
    ['{"a": 1,}', 'line 1 column 9: not JSON: expected a key in double quotes'],
    ["{'a': 1}", 'line 1 column 2: not JSON: expected a key in double quotes'],
    ['{"a": tru}', 'line 1 column 7: not JSON: expected a value, found "tru"'],
    ['{"a": 01}', 'line 1 column 8'],
    ['{"a": "x\ny"}', 'line 1 column 9: not JSON: a line break'],
    ['{"a": "\\x"}', 'line 1 column 7: not JSON: a string with a wrong escape'],
    ['{} {}', 'line 1 column 4: not JSON: expected the end of the file'],
    ['<html>', 'line 1 column 1: not JSON: expected a value, found "<"'],
    ['{\n<<<<<<< HEAD\n"a": 1}', 'merge conflict'],
    [`${'['.repeat(100_000)}`, 'nested more than'],
  ])('says where %s is no JSON', (text, message) => {
    const error = errorOf(text);
    expect(error.code).toBe('notebook-not-json');
    expect(error.message).toContain(message);
    expect(error.where?.notebook).toBe('bad.ipynb');
  });

  test.each([
    ['[]', 'list'],
    ['null', 'null'],
    ['"x"', 'string'],
    ['{"name": "octavo", "version": "1"}', 'no number "nbformat"'],
    ['{"nbformat": 4}', 'no list "cells"'],
    ['{"nbformat": 4, "cells": {}}', 'no list "cells"'],
    [cellFile(1), 'cell [1] is not an object'],
    [cellFile({ source: '' }), 'cell [1] has no cell_type'],
    [cellFile({ cell_type: 'code', id: 'abc', source: 1 }), 'cell abc has a source that'],
    [cellFile({ cell_type: 'code', source: ['a', 1] }), 'has a source that'],
    [cellFile({ cell_type: 'code', source: '', outputs: {} }), 'has outputs that are no list'],
    [cellFile({ cell_type: 'code', source: '', outputs: [{}] }), 'output without output_type'],
    [cellFile({ cell_type: 'code', source: '', outputs: [{ output_type: 'stream', text: 5 }] }), 'stream output'],
  ])('says that %s is no notebook', (text, message) => {
    const error = errorOf(text);
    expect(error.code).toBe('notebook-invalid');
    expect(error.message).toContain(message);
  });

  test('names the command that converts nbformat 3', () => {
    const error = errorOf('{"nbformat": 3, "worksheets": []}');
    expect(error.code).toBe('notebook-too-old');
    expect(error.hint).toBe('jupyter nbconvert --to notebook --nbformat 4 bad.ipynb');
    expect(errorOf('{"nbformat": 5, "cells": []}').code).toBe('notebook-too-new');
  });

  test.each([
    ['no ids in 4.5', cellFile({ cell_type: 'code', source: 'x', metadata: {}, outputs: [], execution_count: null })],
    ['no metadata, outputs and count', cellFile({ cell_type: 'code', id: 'a' })],
    ['an id that is a number', cellFile({ cell_type: 'code', id: 7, source: 'x' })],
    ['a kind of cell that we do not know', cellFile({ cell_type: 'heading', level: 1, source: 'x' })],
    [
      'outputs that lack something',
      cellFile({
        cell_type: 'code',
        outputs: [{ output_type: 'stream' }, { output_type: 'error' }, { output_type: 'display_data' }],
      }),
    ],
    [
      'an id twice',
      '{"cells":[{"cell_type":"raw","id":"a","source":"1"},{"cell_type":"raw","id":"a","source":"2"}],"nbformat":4}',
    ],
    ['metadata that are a list', '{"cells":[],"metadata":[],"nbformat":4,"nbformat_minor":5}'],
  ])('reads %s, and leaves it so', (_, text) => {
    const notebook = parseNotebook(text);
    expect(formatNotebook(notebook)).toBe(text);
    const ids = notebook.cells.map((cell) => cell.id);
    expect(ids.every((id) => typeof id === 'string' && id !== '')).toBe(true);
    expect(new Set(ids).size).toBe(ids.length);
    const upgraded = formatNotebook(upgradeNotebook(notebook));
    expect(JSON.parse(upgraded).cells.map((cell: { id: string }) => cell.id)).toEqual(ids);
    expect(JSON.parse(upgraded).nbformat_minor).toBe(5);
    expect(formatNotebook(upgradeNotebook(parseNotebook(upgraded)))).toBe(upgraded);
    if (ids.length > 0) expect(applyText(notebook, showText(notebook))).toBe(notebook);
  });

  test('a key __proto__ is data like any other', () => {
    const text =
      '{"cells":[{"cell_type":"raw","id":"a","metadata":{"__proto__":{"bad":1}},"source":""}],"metadata":{"__proto__":{"bad":1}},"nbformat":4,"nbformat_minor":5}';
    const notebook = parseNotebook(text);
    const edited = { ...notebook, metadata: { ...notebook.metadata, x: 1 } };
    expect(formatNotebook(edited)).toBe(text.replace('{"bad":1}},"nbformat"', '{"bad":1},"x":1},"nbformat"'));
    expect(({} as { bad?: number }).bad).toBe(undefined);
    expect((notebook.metadata as { bad?: number }).bad).toBe(undefined);
  });
});

describe('files', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'octavo-notebook-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('a folder, a missing file and a file in another encoding are errors with a code', async () => {
    await mkdir(join(folder, 'a.ipynb'));
    await expect(readNotebook(join(folder, 'a.ipynb'))).rejects.toMatchObject({ code: 'file-is-folder' });
    await expect(readNotebook(join(folder, 'b.ipynb'))).rejects.toMatchObject({ code: 'file-missing' });
    await writeFile(join(folder, 'c.ipynb'), Buffer.from(`\ufeff${whole}`, 'utf16le'));
    await expect(readNotebook(join(folder, 'c.ipynb'))).rejects.toMatchObject({
      code: 'notebook-not-utf8',
      hint: expect.stringContaining('UTF-16'),
    });
  });

  test('a write that fails leaves the old notebook', async () => {
    const path = join(folder, 'full.ipynb');
    await writeFile(path, whole);
    const files = { ...nodeHost.files, writeAtomically: () => Promise.reject(new Error('disk full')) };
    await expect(applyTextToFile(path, '// %% id="a1"\nnew\n', {}, { ...nodeHost, files })).rejects.toThrow(
      'disk full',
    );
    expect(await readFile(path, 'utf8')).toBe(whole);
    await expect(writeNotebook(join(folder, 'none', 'a.ipynb'), parseNotebook(whole))).rejects.toMatchObject({
      code: 'file-unwritable',
    });
  });

  test('a view that cannot be applied leaves the notebook, and makes none', async () => {
    const path = join(folder, 'kept.ipynb');
    await writeFile(path, whole);
    for (const [view, code] of [
      ['', 'text-empty'],
      ['\n \n', 'text-empty'],
      ['// just a comment\n', 'text-empty'],
      ['const a = 1;\n\n// %% id="a1"\n', 'text-invalid'],
      ['// %% id="a1"\n1\n// %% id="a1"\n', 'text-duplicate-id'],
      ['// %% id="a1" tags=[\n', 'text-invalid'],
      ['// %% id="a1" tags=["x"]] \n', 'text-invalid'],
      ['// %% id=""\n', 'text-invalid'],
      ['// %% id={}\n', 'text-invalid'],
    ] as const) {
      await expect(applyTextToFile(path, view, { view: 'v.ts' }), view).rejects.toMatchObject({ code });
      await expect(applyTextToFile(join(folder, 'new.ipynb'), view), view).rejects.toMatchObject({ code });
    }
    expect(await readFile(path, 'utf8')).toBe(whole);
    await expect(readFile(join(folder, 'new.ipynb'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
