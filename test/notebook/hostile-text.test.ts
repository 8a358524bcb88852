import { expect, test } from 'vitest';
import { suggest } from '../../lib/errors/index.ts';
import { cleanNotebookText } from '../../lib/notebook/clean/clean.ts';
import { withoutAddresses } from '../../lib/notebook/clean/volatile-text.ts';
import { fencedFrontMatter, parseScalar } from '../../lib/notebook/front-matter.ts';
import { parseNotebook } from '../../lib/notebook/parse.ts';

// Texts of a megabyte that would take minutes, or more of the stack than there is, if the time grew with the square of
// their length; then the time that every test has runs out.

test('addresses in a row without an end are passed over', () => {
  const text = ' at 0x1'.repeat(150_000);
  expect(withoutAddresses(text)).toBe(text);
  expect(withoutAddresses('<a at 0x12 at 0x34>')).toBe('<a>');
});

test('front matter of many comments, brackets or items is read', () => {
  expect(parseScalar(`a ${'# '.repeat(500_000)}\r x`)).toBe('a');
  const nested = '['.repeat(500_000) + ']'.repeat(500_000);
  expect(parseScalar(nested)).toEqual([nested.slice(1, -1)]);
  const items = fencedFrontMatter(`---\na:\n${'- b\n'.repeat(200_000)}---`)?.a;
  expect(items).toHaveLength(200_000);
});

test('a very long word is near to nothing', () => {
  expect(suggest('export'.repeat(1_000_000), ['export', 'exports'])).toBeUndefined();
});

test('a notebook that is nested too deep is refused, and one whose cells are all alike is read', () => {
  const cell = { cell_type: 'code', execution_count: null, id: 'a', metadata: {}, outputs: [], source: '1' };
  const file = (cells: object[]) => JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 });
  for (const levels of [490, 3000, 100_000]) {
    const nested = `${'{"a":['.repeat(levels / 2)}1${']}'.repeat(levels / 2)}`;
    const text = file([{ ...cell, metadata: { deep: 0 } }]).replace('"deep":0', `"deep":${nested}`);
    if (levels > 490) expect(() => parseNotebook(text)).toThrow(/nested more than 500 levels/);
    else expect(cleanNotebookText(text, {}).text).toContain(nested);
  }
  const same = parseNotebook(file(Array.from({ length: 20_000 }, () => cell))).cells;
  expect(new Set(same.map(({ id }) => id)).size).toBe(20_000);
});
