import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { shown, tableRows } from './shown.ts';

const danfo = createRequire(import.meta.url)('danfojs-node');

test('a DataFrame of danfo is a table with names, types and a count', async () => {
  const { page, text } = await shown(new danfo.DataFrame({ n: [1, 2], s: ['x', null], f: [0.5, Number.NaN] }));
  expect(tableRows(page)).toEqual([
    ['', 'n: int32', 's: string', 'f: float32'],
    ['0', '1', 'x', '0.5'],
    ['1', '2', 'null', 'NaN'],
  ]);
  expect(page.querySelector('p')?.textContent).toBe('DataFrame, 2 rows × 3 columns');
  expect(text).toBe(`       n  s             f
   int32  string  float32
0      1  x           0.5
1      2  null        NaN
DataFrame, 2 rows × 3 columns`);
});

test('a long frame shows its first and last rows, by their labels', async () => {
  const rows = Array.from({ length: 1000 }, (_, row) => [row, row / 4]);
  const index = rows.map(([row]) => `r${row}`);
  const { page, text } = await shown(new danfo.DataFrame(rows, { columns: ['a', 'b'], index }));
  const labels = tableRows(page).map(([label]) => label);
  expect(labels).toEqual(['', ...index.slice(0, 10), '⋮', ...index.slice(-5)]);
  expect(tableRows(page).at(-1)).toEqual(['r999', '999', '249.75']);
  expect(text).toContain('1,000 rows × 2 columns');
});

test('a wide frame shows its first and last columns', async () => {
  const row = Object.fromEntries(Array.from({ length: 50 }, (_, column) => [`c${column}`, column]));
  const { page } = await shown([row, row]);
  const [names] = tableRows(page).map((cells) => cells.map((cell) => cell.replace(/: .*/, '')));
  expect(names?.slice(1)).toEqual([
    ...Array.from({ length: 12 }, (_, column) => `c${column}`),
    ...['…', 'c44', 'c45', 'c46', 'c47', 'c48', 'c49'],
  ]);
  expect(page.querySelector('p')?.textContent).toBe('2 rows × 50 columns');
});

test('a Series of danfo is a table of one column', async () => {
  const { page } = await shown(new danfo.Series([1.5, 2], { columns: ['height'], index: ['a', 'b'] }));
  expect(tableRows(page)).toEqual([
    ['', 'height: float32'],
    ['a', '1.5'],
    ['b', '2.0'],
  ]);
});

test('what has only the fields of a frame is no table, and does no harm', async () => {
  const frame = new danfo.DataFrame({ n: [1] });
  for (const broken of [{ $data: 3 }, { $data: [undefined] }, { $columns: [Symbol('x')] }, { $dtypes: [] }]) {
    const { text } = await shown(Object.assign(Object.create(Object.getPrototypeOf(frame)), frame, broken));
    expect(text).not.toBe('');
  }
});

test('an array of objects is a table: types of what was seen, gaps where a key is missing', async () => {
  const { page, text, types } = await shown([
    { id: 1, name: 'a', at: new Date(0), note: undefined },
    { id: 2, name: 'b', at: null, extra: true },
    { id: 3.25, name: 'c', at: null, extra: { deep: [1] } },
  ]);
  expect(types).toEqual(['text/html']);
  expect(tableRows(page)).toEqual([
    ['', 'id: number', 'name: string', 'at: Date | null', 'note: undefined', 'extra: boolean | object?'],
    ['0', '1.00', 'a', '1970-01-01', '', ''],
    ['1', '2.00', 'b', 'null', '', 'true'],
    ['2', '3.25', 'c', 'null', '', '{ deep: [Array] }'],
  ]);
  expect(text).toContain("name: 'c'");
});

test.each([
  ['objects with few keys in common', [{ a: 1 }, { b: 1 }, { c: 1 }, { d: 1 }]],
  ['objects of objects', [{ a: {}, b: [] }]],
  ['objects and numbers', [{ a: 1 }, 2]],
  [
    'instances of different classes',
    [
      new (class A {
        x = 1;
      })(),
      new (class B {
        x = 1;
      })(),
    ],
  ],
  ['empty objects', [{}, {}]],
  ['dates', [new Date(0), new Date(1)]],
  ['maps', [new Map([[1, 2]])]],
  [
    'arrays',
    [
      [1, 2],
      [3, 4],
    ],
  ],
  ['errors', [new Error('x')]],
  ['nothing', []],
  ['things with holes', Object.assign(Array(3), { 0: { a: 1 }, 2: { a: 1 } })],
])('%s are no table', async (_, value) => {
  expect((await shown(value)).page.querySelector('table')).toBeNull();
});

test('instances of one class of records are a table', async () => {
  class Point {
    x = 1;
    y = 2;
  }
  expect(tableRows((await shown([new Point(), new Point()])).page)[0]).toEqual(['', 'x: number', 'y: number']);
});

test('a getter in a row is named, not run', async () => {
  const row = Object.defineProperty({ a: 1 }, 'b', {
    enumerable: true,
    get: () => {
      throw new Error('was run');
    },
  });
  expect(tableRows((await shown([row, row])).page)[1]).toEqual(['0', '1', '[Getter]']);
});

test('long, odd and many-lined values are cut to one line', async () => {
  const { page } = await shown([
    { long: 'x'.repeat(5000), lines: 'a\nb\tc\u0000', ['k'.repeat(500)]: 1, big: 2n ** 500n },
  ]);
  const [names = [], cells = []] = tableRows(page);
  expect(cells.slice(1, 3)).toEqual([`${'x'.repeat(100)}…`, 'a↵b c�']);
  expect([names[3], cells[4]?.length]).toEqual([`${'k'.repeat(60)}…: number`, 101]);
});

test('numbers of a column get equally many decimals, very small ones as they are', async () => {
  const { page } = await shown([
    { a: 1 / 3, b: 1e-9 },
    { a: 2, b: 0.5 },
    { a: -1e20, b: Number.POSITIVE_INFINITY },
  ]);
  expect(tableRows(page).slice(1)).toEqual([
    ['0', '0.333333', '1e-9'],
    ['1', '2.000000', '0.5'],
    ['2', '-100000000000000000000', 'Infinity'],
  ]);
});

test('a million rows are shown without a look at each', async () => {
  let read = 0;
  const watched = new Proxy({ row: 0 }, { get: () => read++, getOwnPropertyDescriptor: () => void read++ });
  const rows = Array.from({ length: 1_000_000 }, (_, row) => (row > 600 && row < 999_000 ? watched : { row }));
  const { page } = await shown(rows);
  expect(page.querySelector('p')?.textContent).toBe('1,000,000 rows × 1 column');
  expect(read).toBe(0);
});
