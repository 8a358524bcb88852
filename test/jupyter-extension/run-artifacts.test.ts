import { expect, test } from 'vitest';
import { artifactPath } from '../../jupyter-extension/src/views/run/artifact-bytes.ts';
import { artifactRows, foldersOf } from '../../jupyter-extension/src/views/run/artifact-tree.ts';
import { parseTable } from '../../jupyter-extension/src/views/run/csv.ts';
import { ChangedFile, downloadChunks, planChunks } from '../../jupyter-extension/src/views/run/download.ts';
import { imageType, looksLikeText, previewKind } from '../../jupyter-extension/src/views/run/preview-kind.ts';
import { formatBytes } from '../../jupyter-extension/src/views/run/sizes.ts';

const file = (name: string, sizeBytes = 10, mediaType = 'application/octet-stream') => ({
  name,
  sizeBytes,
  modifiedMs: 0,
  mediaType,
});

test('artifactRows() puts folders first, numbers in order, and folds what is not open', () => {
  const artifacts = ['b.txt', 'step-10.txt', 'step-2.txt', 'a/x/1.txt', 'a/2.txt'].map((name) => file(name));
  const folded = artifactRows(artifacts, new Set());
  expect(folded.map(({ label }) => label)).toEqual(['a', 'b.txt', 'step-2.txt', 'step-10.txt']);
  expect(folded[0]).toMatchObject({ path: 'a', level: 1, place: 1, siblings: 4 });
  expect(folded[0]?.folder).toEqual({ isOpen: false, files: 2, sizeBytes: 20 });
  const open = artifactRows(artifacts, new Set(['a', 'a/x']));
  expect(open.slice(0, 4).map(({ path, level }) => [path, level])).toEqual([
    ['a', 1],
    ['a/x', 2],
    ['a/x/1.txt', 3],
    ['a/2.txt', 2],
  ]);
});

test('artifactRows() filters by the whole path and opens what it found', () => {
  const artifacts = ['Models/best/weights.bin', 'models/last.bin', 'log.txt'].map((name) => file(name));
  expect(artifactRows(artifacts, new Set(), ' BEST ').map(({ path }) => path)).toEqual([
    'Models',
    'Models/best',
    'Models/best/weights.bin',
  ]);
});

test('artifactRows() makes rows of 10,000 artifacts, and takes odd names as they are', () => {
  const many = Array.from({ length: 10_000 }, (_, index) => file(`samples/${index}.txt`));
  expect(artifactRows(many, new Set(['samples']))).toHaveLength(10_001);
  expect(artifactRows([file('__proto__/constructor')], new Set(['__proto__'])).map(({ label }) => label)).toEqual([
    '__proto__',
    'constructor',
  ]);
  expect(foldersOf('a/b/c.txt')).toEqual(['a', 'a/b']);
});

test('artifactPath() encodes names but for their slashes', () => {
  expect(artifactPath('../../logout', 'a')).toBe('/api/octavo/runs/..%2F..%2Flogout/artifacts/a');
  expect(artifactPath('f00', 'a b/{id}#?<i>%.txt')).toBe(
    '/api/octavo/runs/f00/artifacts/a%20b/%7Bid%7D%23%3F%3Ci%3E%25.txt',
  );
});

test('previewKind() goes by name and size', () => {
  const kinds = (...files: ReturnType<typeof file>[]) => files.map(previewKind);
  expect(kinds(file('a/curve.plotly.json'), file('plotly.json'), file('t.CSV'), file('t.tsv'))).toEqual([
    'figure',
    'text',
    'table',
    'table',
  ]);
  expect(kinds(file('a.svg'), file('r.HTML'), file('n.ipynb'), file('p.pdf'), file('w.safetensors'))).toEqual([
    'image',
    'html',
    'notebook',
    'pdf',
    'binary',
  ]);
  expect(kinds(file('LICENSE'), file('x.unknown', 5, 'text/x-thing'), file('e.txt', 0))).toEqual([
    'sniff',
    'text',
    'empty',
  ]);
  expect(kinds(file('i.png', 1e9), file('r.html', 1e9), file('f.plotly.json', 1e9), file('log.txt', 1e9))).toEqual([
    'too-large',
    'too-large',
    'too-large',
    'text',
  ]);
  expect([imageType('a/b.JPG'), imageType('x.svg'), imageType('x.webp')]).toEqual([
    'image/jpeg',
    'image/svg+xml',
    'image/webp',
  ]);
});

test('looksLikeText() allows a letter cut at the end, and no binary', () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  expect(looksLikeText(bytes('schön\t\n\u001b[31m'))).toBe(true);
  expect(looksLikeText(bytes('schö').slice(0, -1))).toBe(true);
  expect(looksLikeText(new Uint8Array([0x89, 0x50, 0x4e, 0x47]))).toBe(false);
  expect(looksLikeText(new Uint8Array([65, 0, 66]))).toBe(false);
});

const whole = { separator: ',', isWhole: true };

test('parseTable() reads quotes, line ends and ragged rows', () => {
  const table = parseTable('\uFEFFa,b,c\r\n"x, ""y""",2\r\n\r\n"two\nlines",,3,4\n', whole);
  expect(table.header).toEqual(['a', 'b', 'c', '']);
  expect(table.rows).toEqual([
    ['x, "y"', '2', '', ''],
    ['two\nlines', '', '3', '4'],
  ]);
  expect(table.hasMoreRows).toBe(false);
});

test('parseTable() reads odd endings', () => {
  expect(parseTable('', whole)).toMatchObject({ header: [], rows: [] });
  expect(parseTable('a,b,', whole).header).toEqual(['a', 'b', '']);
  expect(parseTable('a\n"never closed, 1\n2', whole).rows).toEqual([['never closed, 1\n2']]);
  expect(parseTable('a\n""\n', whole).rows).toEqual([['']]);
  expect(parseTable('5" wide,"a"b\n', whole).header).toEqual(['5" wide', 'ab']);
  expect(parseTable('a\tb,c', { ...whole, separator: '\t' }).header).toEqual(['a', 'b,c']);
});

test('parseTable() does not show half a line, and says when there is more', () => {
  const cut = parseTable('a,b\n1,2\n3,4', { separator: ',', isWhole: false });
  expect(cut.rows).toEqual([['1', '2']]);
  expect(cut.hasMoreRows).toBe(true);
  const many = parseTable('a\n1\n2\n3\n', { ...whole, maxRows: 2 });
  expect([many.rows, many.hasMoreRows]).toEqual([[['1'], ['2']], true]);
  expect(parseTable('a\n1\n2\n', { ...whole, maxRows: 2 }).hasMoreRows).toBe(false);
  expect(parseTable('a,b,c\n', { ...whole, maxColumns: 2 })).toMatchObject({
    header: ['a', 'b'],
    hasMoreColumns: true,
  });
});

test('planChunks() covers a file exactly once', () => {
  expect(planChunks(0)).toEqual([]);
  expect(planChunks(10, 4)).toEqual([
    { start: 0, end: 4 },
    { start: 4, end: 8 },
    { start: 8, end: 10 },
  ]);
  expect(planChunks(8, 4)).toHaveLength(2);
  const chunks = planChunks(1_000_000_000);
  expect(Math.max(...chunks.map(({ start, end }) => end - start))).toBeLessThan(100_000_000); // what the proxy lets through
});

const piece = (bytes: number, totalBytes: number, version: string | null = '"1"') => ({
  bytes: new Blob(['x'.repeat(bytes)]),
  totalBytes,
  version,
});

test('downloadChunks() joins the pieces and tells its progress', async () => {
  const text = 'abcdefghij';
  const progress: number[] = [];
  const read = async ({ start, end }: { start: number; end: number }) => ({
    bytes: new Blob([text.slice(start, end)]),
    totalBytes: 10,
    version: null,
  });
  const joined = await downloadChunks(10, read, (bytes) => progress.push(bytes), 4);
  expect(await joined.text()).toBe(text);
  expect(progress).toEqual([4, 8, 10]);
});

test('downloadChunks() refuses a file that changes on the way', async () => {
  let asked = 0;
  const other = async () => {
    asked += 1;
    return piece(4, 8, `"${asked}"`);
  };
  await expect(downloadChunks(8, other, undefined, 4)).rejects.toThrow(ChangedFile);
  expect(asked).toBe(2);
  await expect(downloadChunks(8, async () => piece(4, 9), undefined, 4)).rejects.toThrow(ChangedFile);
  await expect(downloadChunks(8, async () => piece(3, 8), undefined, 4)).rejects.toThrow(ChangedFile);
});

test('formatBytes() is short and never says 1000 of a unit', () => {
  expect([0, 999, 1000, 1500, 256_000, 999_960, 1_000_000_000].map(formatBytes)).toEqual([
    '0 B',
    '999 B',
    '1 kB',
    '1.5 kB',
    '256 kB',
    '1 MB',
    '1 GB',
  ]);
});
