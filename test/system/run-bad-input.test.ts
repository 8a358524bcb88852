import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { codeCell, createNotebook, formatNotebook } from '../../lib/notebook/index.ts';
import { workplace } from './run-workplace.ts';

const place = workplace();
const good = formatNotebook(createNotebook({ cells: [codeCell('const a = 1;', { tags: ['parameters'] })] }));
const plain = formatNotebook(createNotebook({ cells: [codeCell('1')] }));
const unknownKernel = formatNotebook(
  createNotebook({
    cells: [codeCell('1')],
    metadata: { kernelspec: { name: 'nosuch', language: 'lisp', display_name: '' } },
  }),
);

beforeAll(() => {
  place.write('good.ipynb', good);
  place.write('plain.ipynb', plain);
  place.write("it's.ipynb", good);
  place.write('not-json.ipynb', 'this is not JSON');
  place.write('truncated.ipynb', good.slice(0, good.length / 2));
  place.write('empty.ipynb', '');
  place.write('list.ipynb', '[]');
  place.write('nbformat3.ipynb', '{"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": []}]}');
  place.write('unknown-kernel.ipynb', unknownKernel);
  place.write('broken-parameters.ipynb', good.replace('const a = 1;', 'const a = ;'));
  mkdirSync(join(place.folder, 'folder.ipynb'));
  mkdirSync(join(place.folder, 'kernels/fancy'), { recursive: true });
  writeFileSync(
    join(place.folder, 'kernels/fancy/kernel.json'),
    '{"argv": ["true"], "display_name": "F", "language": "x"}',
  );
  writeFileSync(join(place.folder, 'a-file'), '');
  writeFileSync(join(place.folder, 'list.yaml'), '- 1\n');
});
afterAll(place.remove);

const refused: [name: string, args: string[], code: number, says: string][] = [
  ['not JSON', ['not-json.ipynb'], 1, 'not-json.ipynb'],
  ['a truncated notebook', ['truncated.ipynb'], 1, 'truncated.ipynb'],
  ['an empty file', ['empty.ipynb'], 1, 'empty.ipynb'],
  ['JSON that is no notebook', ['list.ipynb'], 1, 'list.ipynb'],
  ['nbformat 3', ['nbformat3.ipynb'], 1, 'nbformat'],
  ['a folder', ['folder.ipynb'], 1, 'is a folder'],
  ['a missing file', ['missing.ipynb'], 1, 'No such file: missing.ipynb'],
  ['no parameters cell', ['plain.ipynb', '-p', 'a', '1'], 1, 'has no parameters cell'],
  ['an unknown parameter', ['good.ipynb', '-p', 'aa', '1'], 1, 'did you mean "a"?'],
  ['a wrong type', ['good.ipynb', '-p', 'a', 'many'], 1, '"many" is not of type number'],
  ['a parameters cell that does not parse', ['broken-parameters.ipynb', '-p', 'a', '1'], 1, 'line 1'],
  ['an unknown kernel', ['unknown-kernel.ipynb'], 1, 'fancy'],
  ['an unknown kernel on the command line', ['good.ipynb', 'OUTPUT', '-k', 'fanzy'], 1, 'fancy'],
  ['a missing output folder', ['good.ipynb', 'nowhere/out.ipynb'], 1, 'mkdir -p nowhere'],
  ['a missing output folder with a space', ['good.ipynb', 'no where/out.ipynb'], 1, "mkdir -p 'no where'\n"],
  ['a notebook with an apostrophe', ["it's.ipynb", '-p', 'aa', '1'], 1, "octavo inspect 'it'\\''s.ipynb'\n"],
  ['a tag that no cell has', ['good.ipynb', '--tag', 'xyz'], 1, 'octavo text show good.ipynb   (tags of all cells)'],
  ['a file where a folder is expected', ['good.ipynb', 'a-file/out.ipynb'], 1, 'is a file, not a folder'],
  ['a folder as output', ['good.ipynb', 'folder.ipynb'], 1, 'is a folder'],
  ['a missing parameters file', ['good.ipynb', '-f', 'nope.yaml'], 1, 'No such file: nope.yaml'],
  ['a parameters file that is a list', ['good.ipynb', '-f', 'list.yaml'], 1, 'list.yaml'],
  ['an unknown option', ['good.ipynb', '--kernal', 'x'], 2, 'did you mean --kernel'],
  ['no notebook', [], 2, 'usage: octavo run'],
  ['a third path', ['good.ipynb', 'out.ipynb', 'more.ipynb'], 2, 'more.ipynb'],
  ['a timeout that is no number', ['good.ipynb', '--execution-timeout', 'soon'], 2, 'number of seconds'],
  ['an unknown policy', ['good.ipynb', '--track', 'lokal'], 1, 'local'],
];

test.each(refused)('octavo run refuses %s', async (_, args, exitCode, says) => {
  place.write('out.ipynb', 'what was there before');
  const before = place.list();
  const words = args.includes('OUTPUT') ? args.map((arg) => (arg === 'OUTPUT' ? 'out.ipynb' : arg)) : args;
  const [input, ...rest] = words;
  const hasOutput = rest[0] !== undefined && !rest[0].startsWith('-');
  const line = input === undefined ? [] : hasOutput ? words : [input, 'out.ipynb', ...rest];
  const { code, stdout, stderr } = await place.octavo(['run', ...line], {
    JUPYTER_PATH: place.folder,
    OCTAVO_TRACK: '',
  });
  expect([code, stdout], stderr).toEqual([exitCode, '']);
  expect(stderr).toContain(says);
  expect(stderr).toMatch(/^octavo: .+\n( {2}try: .+\n)?$/);
  expect(stderr).not.toMatch(/\n {4}at /);
  expect(place.list()).toEqual(before);
  expect(readFileSync(join(place.folder, 'out.ipynb'), 'utf8')).toBe('what was there before');
});

test('octavo run keeps all of 50,000 lines', async () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: source of a cell
  place.write('lines.ipynb', [codeCell('for (let line = 0; line < 50_000; line++) console.log(`line ${line}`);')]);
  const { code, stderr } = await place.octavo(['run', 'lines.ipynb', 'lines-out.ipynb']);
  expect(code, stderr).toBe(0);
  const [output, ...more] = place.read('lines-out.ipynb').cells[0]?.outputs ?? [];
  expect(more).toEqual([]);
  const text = output && 'text' in output ? [output.text].flat().join('') : '';
  expect(text).toBe(Array.from({ length: 50_000 }, (_, line) => `line ${line}\n`).join(''));
});

test('octavo run takes a notebook with a byte order mark, and writes one without', async () => {
  place.write('marked.ipynb', `\ufeff${good}`);
  const { code, stderr } = await place.octavo(['run', 'marked.ipynb', 'marked-out.ipynb', '--prepare-only']);
  expect(code, stderr).toBe(0);
  expect(JSON.parse(readFileSync(join(place.folder, 'marked-out.ipynb'), 'utf8')).cells).toHaveLength(1);
});

test('octavo run keeps beginning and end of 200 MB, the whole in a file, and its memory is bounded', async () => {
  const source = [
    "const line = 'x'.repeat(99) + '\\n';",
    "for (let at = 0; at < 2_000_000; at++) process.stdout.write(at === 1_999_999 ? 'the last line\\n' : line);",
  ].join('\n');
  place.write('loud.ipynb', [codeCell(source, { id: 'b2c4d6e8' })]);
  const run = place.start(['run', 'loud.ipynb', 'loud-out.ipynb']);
  let peakKb = 0;
  const watch = setInterval(() => {
    try {
      peakKb = Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${run.child.pid}/status`, 'utf8'))?.[1] ?? peakKb);
    } catch {
      // It has ended.
    }
  }, 100);
  const { code, stderr } = await run.finished;
  clearInterval(watch);
  expect(code, stderr).toBe(0);
  const file = join(place.folder, 'loud-out.b2c4d6e8.stdout.txt');
  expect(statSync(file).size).toBe(1_999_999 * 100 + 'the last line\n'.length);
  const [output, ...more] = place.read('loud-out.ipynb').cells[0]?.outputs ?? [];
  expect(more).toEqual([]);
  const text = output && 'text' in output ? [output.text].flat().join('') : '';
  expect(text).toMatch(/left out here; the whole text is in loud-out\.b2c4d6e8\.stdout\.txt\]\n/);
  expect(text.endsWith('the last line\n')).toBe(true);
  expect(text.length).toBeLessThan(16 * 1024 * 1024 + 200);
  console.log(`peak memory of the runner: ${Math.round(peakKb / 1024)} MiB`);
  expect(peakKb).toBeLessThan(700 * 1024); // 200 MB held as strings, JSON and bytes would be well above
});

test('a folder that was removed under its user is told as such', async () => {
  const { code, stderr } = await place.start(['runs', 'list'], {}, 'mkdir gone && cd gone && rmdir ../gone').finished;
  expect([code, stderr.split('\n').slice(-3)]).toEqual([
    1,
    ['octavo: The folder in which you typed this is not there any more', '  try: cd ..', ''],
  ]);
});

const flood = [codeCell("console.log('small');"), codeCell("console.log('x'.repeat(6_000_000));")];

test('a file size limit while writing: the old notebook stays, and the record says completed', async () => {
  place.write('flood.ipynb', flood);
  const run = place.start(['run', 'flood.ipynb', 'full.ipynb', '--json'], {}, 'ulimit -f 3000');
  const { code, stdout, stderr } = await run.finished;
  expect(code, stderr).toBe(1);
  expect(stderr).toContain('the file would be too large');
  expect(JSON.parse(stdout)).toMatchObject({ status: 'completed', exitCode: 1, output: null });
  expect(place.read('full.ipynb').metadata.octavo).toMatchObject({ status: 'running' });
  expect(place.list().filter((name) => name.endsWith('.tmp'))).toEqual([]);
});

test.skipIf(!canMount())('a full disk while writing: the old notebook stays', async () => {
  place.write('flood.ipynb', flood);
  mkdirSync(join(place.folder, 'disk'));
  const script = `mount -t tmpfs -o size=2m tmpfs disk && "$@"; code=$?; cp disk/full.ipynb kept.ipynb; exit $code`;
  const program = join(import.meta.dirname, '../../bin/octavo.js');
  const words = [
    '-Urm',
    'bash',
    '-c',
    script,
    'bash',
    process.execPath,
    program,
    'run',
    'flood.ipynb',
    'disk/full.ipynb',
  ];
  const options = { cwd: place.folder, encoding: 'utf8', env: { ...process.env, OCTAVO_TRACK: 'off' } } as const;
  const failure = await new Promise<{ status: number; stderr: string }>((resolve) => {
    try {
      execFileSync('unshare', words, { ...options, stdio: 'pipe' });
      resolve({ status: 0, stderr: '' });
    } catch (error) {
      resolve(error as { status: number; stderr: string });
    }
  });
  expect(failure.status).toBe(1);
  expect(failure.stderr).toContain('the disk is full');
  expect(place.read('kept.ipynb').metadata.octavo).toMatchObject({ status: 'running' });
});

function canMount(): boolean {
  try {
    execFileSync('unshare', ['-Urm', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
