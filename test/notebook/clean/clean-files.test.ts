import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { nodeHost } from '../../../lib/host/index.ts';
import { cleanFiles } from '../../../lib/notebook/clean/index.ts';
import { runCommand } from '../../run-command.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'octavo-clean-'));
  writeFileSync(join(root, 'package.json'), '{}');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const host = () => ({ ...nodeHost, cwd: () => root });
const fixtures = join(import.meta.dirname, '..', 'fixtures');
const ran = (printed = 'x') =>
  `{"cells": [{"cell_type": "code", "execution_count": 3, "id": "a1", "metadata": {"tags": ["parameters"]}, "outputs": [{"name": "stdout", "output_type": "stream", "text": ${JSON.stringify(printed)}}], "source": "😀"}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}\r\n`;
const at = (name: string, text: string | Buffer) => {
  writeFileSync(join(root, name), text);
  return join(root, name);
};
const launcher = join(import.meta.dirname, '..', '..', '..', 'bin', 'octavo.js');
const piped = (input: string | Buffer, ...words: string[]) =>
  spawnSync(process.execPath, [launcher, 'clean', '--stdin', ...words], { cwd: root, input });

describe('octavo clean --stdin', () => {
  test('gives exactly what it does to the file', async () => {
    const names = readdirSync(fixtures).filter((name) => name.endsWith('.ipynb'));
    const long = ran(`${join(root, 'lib', 'a.ts')} ${'\ufeff😀'.repeat(100_000)}`);
    const texts = [...names.map((name) => readFileSync(join(fixtures, name))), Buffer.from(`\ufeff${long}`)];
    const paths = texts.map((text, index) => at(`n${index}.ipynb`, text));
    const last = piped(texts.at(-1) as Buffer); // as a process: BOM, CRLF, emoji, more than a pipe holds
    expect([last.status, last.stderr.toString()]).toEqual([0, '']);
    const files = await cleanFiles(paths, {}, host());
    expect(files.map(({ error }) => error)).toEqual(texts.map(() => undefined));
    expect(last.stdout.equals(readFileSync(paths.at(-1) as string))).toBe(true);
    expect(last.stdout.toString()).toContain('"lib/a.ts ');
  });

  test.each([
    ['a notebook that was saved half-way', ran().slice(0, 80)],
    ['nothing', ''],
    ['bytes that are no text', Buffer.from([0x7b, 0xff, 0xfe, 0x7d])],
  ])('of %s writes nothing to standard output and exits 1', (_, input) => {
    const { status, stdout, stderr } = piped(input);
    expect([status, stdout.length]).toEqual([1, 0]);
    expect(stderr.toString()).toMatch(/^octavo: /);
  });
});

describe('cleanFiles()', () => {
  test('does not write a file that is clean', async () => {
    const path = at('a.ipynb', ran());
    await cleanFiles([path], {}, host());
    const state = () => [statSync(path, { bigint: true }).ino, statSync(path, { bigint: true }).mtimeNs];
    const before = state();
    expect(await cleanFiles([path], {}, host())).toMatchObject([{ changed: false, written: false }]);
    expect(state()).toEqual(before);
  });

  test('leaves a file that nobody may write, and one that cannot be read, and cleans the others', async () => {
    const [locked, half, good] = [
      at('locked.ipynb', ran()),
      at('half.ipynb', ran().slice(0, 80)),
      at('good.ipynb', ran()),
    ];
    chmodSync(locked, 0o444);
    const files = await cleanFiles([locked, half, good], {}, host());
    expect(files.map(({ path, written, error }) => [path, written, error?.code])).toEqual([
      ['good.ipynb', true, undefined],
      ['half.ipynb', false, 'notebook-truncated'],
      ['locked.ipynb', false, 'file-unwritable'],
    ]);
    expect(readFileSync(locked, 'utf8')).toBe(ran());
    expect(readdirSync(root).sort()).toEqual(['good.ipynb', 'half.ipynb', 'locked.ipynb', 'package.json']);
  });

  test('keeps a link a link, and in a folder goes around links, hidden folders and packages', async () => {
    for (const folder of ['.ipynb_checkpoints', 'node_modules', 'deep']) {
      mkdirSync(join(root, folder));
      at(join(folder, 'a.ipynb'), ran());
    }
    symlinkSync(root, join(root, 'deep', 'circle'));
    symlinkSync(join(root, 'deep', 'a.ipynb'), join(root, 'link.ipynb'));
    expect((await cleanFiles([root], {}, host())).map(({ path }) => path)).toEqual(['deep/a.ipynb']);
    at(join('deep', 'a.ipynb'), ran());
    expect(await cleanFiles([join(root, 'link.ipynb')], {}, host())).toMatchObject([{ written: true }]);
    expect(lstatSync(join(root, 'link.ipynb')).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(root, 'deep', 'a.ipynb'), 'utf8')).toContain('"execution_count": null');
  });

  test('adds what was typed to what package.json says', async () => {
    writeFileSync(join(root, 'package.json'), '{"octavo": {"clean": {"outputs": "clear", "keep": ["counts"]}}}');
    const path = at('a.ipynb', ran('<A at 0x7f>'));
    const look = (settings: object) => cleanFiles([path], { settings: settings as never, write: false }, host());
    expect((await look({}))[0]?.removed).toEqual({ outputs: 1 });
    expect((await look({ outputs: 'keep' }))[0]?.removed).toEqual({ addresses: 1 });
    expect((await look({ outputs: 'keep', keep: ['addresses'] }))[0]?.changed).toBe(false);
  });
});

test('octavo clean --check lists what is not clean, writes nothing and exits 1', async () => {
  const path = at('a.ipynb', ran());
  const checked = await runCommand(['clean', '--check', path]);
  expect([checked.code, checked.out]).toEqual([
    1,
    `not clean  ${path}  (counts 1)\n1 notebook: 1 not clean, 0 clean already\n`,
  ]);
  expect(checked.err).toContain(`octavo clean ${path}`);
  expect(readFileSync(path, 'utf8')).toBe(ran());
  expect(JSON.parse((await runCommand(['clean', '--json', path])).out).files).toEqual([
    { path, changed: true, written: true, removed: { counts: 1 } },
  ]);
  expect((await runCommand(['clean', '--check', path])).code).toBe(0);
});

test('cleanFiles() changes nothing outside of a project because its package.json says so', async () => {
  const [project, other] = [join(root, 'project'), join(root, 'other')];
  for (const folder of [project, other]) mkdirSync(folder);
  const notebook = at('other/a.ipynb', ran());
  const cleaning = () => cleanFiles([], {}, { ...nodeHost, cwd: () => project });
  at('project/package.json', '{ "octavo": { "notebooks": "../other" } }');
  await expect(cleaning()).rejects.toMatchObject({ code: 'file-outside-project' });
  at('project/package.json', '{}');
  symlinkSync(other, join(project, 'notebooks'));
  await expect(cleaning()).rejects.toMatchObject({ code: 'file-outside-project' });
  expect(readFileSync(notebook, 'utf8')).toBe(ran());
});
