import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { exportProject } from '../../lib/library/index.ts';
import { codeCell, createNotebook, formatNotebook } from '../../lib/notebook/index.ts';
import { buildPackage } from '../../lib/project/index.ts';
import { expectError } from '../../lib/test/index.ts';

let root: string;

beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'octavo-build-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  root = folder;
  put('package.json', '{ "name": "shop", "type": "module", "exports": { "./*": "./lib/*.ts" } }');
  put(
    'tsconfig.json',
    '{ "compilerOptions": { "target": "es2024", "module": "nodenext", "strict": true, "types": [] } }',
  );
});

const read = (path: string) => readFileSync(join(root, path), 'utf8');

function put(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** A notebook of these exported cells, by id, and its module. */
async function exportCells(path: string, module: string, cells: Record<string, string>): Promise<void> {
  const exported = Object.entries(cells).map(([id, source]) => codeCell(`//| export\n${source}`, { id }));
  const all = [codeCell(`//| default_exp ${module}`, { id: '0c000000' }), ...exported];
  put(path, formatNotebook(createNotebook({ cells: all })));
  const { problems } = await exportProject({ root });
  expect(problems).toEqual([]);
}

/** Where the source map of a built module leads from a text in it. */
function origin(file: string, text: string): { source: string | null; line: number | null; column: number | null } {
  const lines = read(file).split('\n');
  const line = lines.findIndex((one) => one.includes(text));
  const {
    source,
    line: at,
    column,
  } = originalPositionFor(new TraceMap(read(`${file}.map`)), {
    line: line + 1,
    column: (lines[line] as string).indexOf(text),
  });
  return { source, line: at, column };
}

test('maps lead to the cells, whatever the exporter changed in them', async () => {
  await exportCells('notebooks/a b.ipynb', 'goods/rates', { '0c000001': '/** Per cent. */\nconst rate = 7;' });
  const source =
    "import { rate } from 'shop/goods/rates';\n\nfunction tax(price: number): number { return price * rate; }";
  await exportCells('notebooks/tax.ipynb', 'tax', { '0c000002': source });
  put('lib/goods/plain.ts', 'export const plain = 1;\n');
  put('lib/goods/table.json', '{}\n');
  put('lib/words.d.ts', 'export type Word = string;\n');
  const { modules, mapped, stale } = await buildPackage({ root });
  expect({ modules, mapped, stale }).toEqual({ modules: 5, mapped: 2, stale: [] });
  expect(origin('dist/tax.js', 'price * rate')).toEqual({
    source: '../notebooks/tax.ipynb%230c000002',
    line: 4,
    column: 45,
  });
  const rates = '../../notebooks/a%20b.ipynb%230c000001'; // an address: Node and browsers show it without the escapes
  expect(origin('dist/goods/rates.js', 'rate = 7')).toEqual({ source: rates, line: 3, column: 6 });
  expect(origin('dist/goods/plain.js', 'plain = 1')).toMatchObject({ source: '../../lib/goods/plain.ts', line: 1 });
  expect(JSON.parse(read('dist/tax.js.map')).sourcesContent).toEqual([`//| export\n${source}`]);
  expect(read('dist/index.d.ts')).toContain("from './tax.js'"); // and not './tax.ts', as the compiler leaves it
  expect(read('dist/goods/table.json')).toBe('{}\n');
  expect(read('dist/words.d.ts')).toContain('Word');
});

test('a type error names the cell, and what was built before stays', async () => {
  await exportCells('notebooks/one.ipynb', 'one', { '0c000001': 'const one: number = 1;' });
  await buildPackage({ root });
  const before = read('dist/one.js');
  await exportCells('notebooks/one.ipynb', 'one', { '0c000001': "\nconst one: number = 'one';" });
  const place = 'lib/one.ts:5:14 (notebooks/one.ipynb cell 0c000001 line 3): error TS2322';
  await expectError(() => buildPackage({ root }), { code: 'project-build-failed', contains: place });
  expect(read('dist/one.js')).toBe(before);
  expect(readdirSync(join(root, '.octavo')).filter((name) => name.startsWith('build-'))).toEqual([]);
});

test('files of earlier builds go; a file that no build has made stops the build', async () => {
  await exportCells('notebooks/one.ipynb', 'one', { '0c000001': 'const one = 1;' });
  await buildPackage({ root });
  await exportCells('notebooks/one.ipynb', 'two', { '0c000001': 'const two = 2;' });
  expect((await buildPackage({ root, write: false })).written).toBe(false);
  expect(existsSync(join(root, 'dist', 'two.js'))).toBe(false);
  await buildPackage({ root });
  expect(readdirSync(join(root, 'dist')).filter((name) => name.startsWith('one'))).toEqual([]);
  put('dist/mine.txt', 'mine');
  await expectError(() => buildPackage({ root }), { code: 'project-dist-foreign', contains: 'mine.txt' });
  expect(read('dist/mine.txt')).toBe('mine');
});

test('a module that was edited is compiled as it is, and said to be stale', async () => {
  await exportCells('notebooks/one.ipynb', 'one', { '0c000001': 'const one = 1;' });
  put('lib/one.ts', read('lib/one.ts').replace('one = 1', 'one = 11'));
  expect((await buildPackage({ root })).stale).toEqual(['lib/one.ts']);
  expect(read('dist/one.js')).toContain('one = 11');
});

test('a build that is told to stop stops, and what a killed one left goes with the next', async () => {
  put('lib/one.ts', 'export const one = 1;\n');
  put('.octavo/build-4194305-0a0b0c0d/one.js', ''); // Linux gives no such process id
  const stop = new AbortController();
  const built = buildPackage({ root, signal: stop.signal });
  stop.abort();
  await expectError(() => built, { code: 'project-build-failed', contains: 'stopped' });
  expect(existsSync(join(root, 'dist'))).toBe(false);
  expect(readdirSync(join(root, '.octavo')).filter((name) => name.startsWith('build-'))).toEqual([]);
});

test('a link that leads out of the project is refused: a package would carry what it leads to', async () => {
  put('lib/one.ts', 'export const one = 1;\n');
  symlinkSync(join(root, 'lib'), join(root, 'lib', 'itself'), 'junction');
  expect((await buildPackage({ root })).files.filter((path) => path.endsWith('.js'))).toEqual(['one.js']);
  symlinkSync(tmpdir(), join(root, 'lib', 'outside'), 'junction');
  await expectError(() => buildPackage({ root }), { code: 'project-lib-outside', contains: join('lib', 'outside') });
  rmSync(join(root, 'lib', 'outside'));
  put('package.json', '{ "octavo": { "lib": ".." } }');
  await expectError(() => buildPackage({ root }), { code: 'project-lib-outside' });
});

test('a project without modules, and a folder without a project', async () => {
  await expectError(() => buildPackage({ root }), { code: 'project-nothing-to-build' });
  rmSync(join(root, 'package.json'));
  await expectError(() => buildPackage({ root }), { code: 'project-missing' });
  put('package.json', '[]');
  await expectError(() => buildPackage({ root }), { code: 'project-manifest-invalid' });
});
