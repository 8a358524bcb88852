import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { type CellDiff, diffNotebooks, formatNotebookDiff } from '../../../lib/notebook/diff/index.ts';
import { diffText } from '../../../lib/notebook/diff/text-diff.ts';
import { type Notebook, parseNotebook } from '../../../lib/notebook/index.ts';
import fc from '../../property.ts';
import { threeVersions } from '../random-versions.ts';

const runs = { numRuns: 200 };

/** One side of a comparison of two texts. */
function sideOf(blocks: ReturnType<typeof diffText>, side: 'removed' | 'added'): string {
  const pieces = blocks.map((block) => {
    if (block.kind === 'same') return block.lines.map((line) => `${line}\n`).join('');
    return block.words.map(({ kind, text }) => (kind === 'same' || kind === side ? text : '')).join('');
  });
  return pieces.join('');
}

describe('diffText()', { timeout: 60_000 }, () => {
  test('holds both texts whole, whatever they are', () => {
    const line = fc.oneof(
      fc.constantFrom('', ' ', '}', 'const a = 1;', 'const a = 22;', 'a\tb', 'ü 😀 x'),
      fc.string(),
    );
    const text = fc.array(line, { maxLength: 8 }).map((lines) => lines.join('\n').replaceAll('\r', ''));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const blocks = diffText(before, after);
        expect(sideOf(blocks, 'removed')).toBe(before === '' ? '' : `${before}\n`);
        expect(sideOf(blocks, 'added')).toBe(after === '' ? '' : `${after}\n`);
        if (before === after) expect(blocks.filter(({ kind }) => kind === 'changed')).toEqual([]);
      }),
      runs,
    );
  });
});

/** A cell that moved may have been run as well. */
function hasRun({ metadata, outputs, executionCount }: CellDiff): boolean {
  return metadata.length > 0 || outputs !== undefined || executionCount !== undefined;
}

describe('diffNotebooks()', { timeout: 60_000 }, () => {
  test('names every cell that is new, gone, or says something else, and no other', () => {
    fc.assert(
      fc.property(threeVersions, ([base, after]) => {
        const { cells } = diffNotebooks(base, after);
        const known = (notebook: Notebook, id: string) => notebook.cells.find((cell) => cell.id === id);
        for (const { id } of [...base.cells, ...after.cells]) {
          const [old, now] = [known(base, id), known(after, id)];
          if (!old || !now) continue;
          const isListed = cells.some((cell) => cell.id === id && (cell.change !== 'moved' || hasRun(cell)));
          expect(isListed, id).toBe(JSON.stringify(old) !== JSON.stringify(now));
        }
        const count = (change: string) => cells.filter((cell) => cell.change === change).length;
        expect(base.cells.length - count('removed') + count('added')).toBe(after.cells.length);
      }),
      runs,
    );
  });

  test('finds nothing between a notebook and itself, also as a file with other line ends or without ids', () => {
    const file = {
      cells: [{ cell_type: 'code', source: ['a\n', 'b'], metadata: {}, outputs: [], execution_count: null }],
      metadata: {},
      nbformat: 4,
    };
    const [older, newer] = [
      JSON.stringify({ ...file, nbformat_minor: 4 }),
      JSON.stringify({ ...file, nbformat_minor: 4 }, null, 1),
    ];
    const diff = diffNotebooks(parseNotebook(older), parseNotebook(`\ufeff${newer.replaceAll('\n', '\r\n')}`));
    expect(diff).toEqual({ cells: [], metadata: [], format: undefined });
  });
});

describe('formatNotebookDiff()', { timeout: 60_000 }, () => {
  test('says the same with colours as without, where words are not marked', () => {
    fc.assert(
      fc.property(threeVersions, ([base, after]) => {
        const diff = diffNotebooks(base, after);
        const plain = formatNotebookDiff(diff, 'n.ipynb', { wordDiff: false });
        expect(stripVTControlCharacters(formatNotebookDiff(diff, 'n.ipynb', { colours: true }))).toBe(plain);
      }),
      runs,
    );
  });

  test('lets no sign through that a terminal would obey, and cuts a line that is data', () => {
    const text = (source: string) =>
      parseNotebook(
        JSON.stringify({
          cells: [{ id: 'a', cell_type: 'raw', source, metadata: {} }],
          metadata: {},
          nbformat: 4,
          nbformat_minor: 5,
        }),
      );
    const shown = formatNotebookDiff(
      diffNotebooks(text('x'), text(`\u001b]0;title\u0007${'y'.repeat(1_000_000)}`)),
      'n\u001b[2J.ipynb',
    );
    for (const sign of ['\u001b', '\u0007']) expect(shown).not.toContain(sign);
    expect(shown.length).toBeLessThan(3000);
    expect(shown).toContain('more)');
  });
});
