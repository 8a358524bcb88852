import { describe, expect, test } from 'vitest';
import {
  type Cell,
  codeCell,
  createNotebook,
  formatNotebook,
  type Notebook,
  parseNotebook,
} from '../../../lib/notebook/index.ts';
import { conflictNote } from '../../../lib/notebook/merge/conflict.ts';
import { mergeNotebooks, mergeNotebookTexts, resolveConflicts } from '../../../lib/notebook/merge/index.ts';
import fc from '../../property.ts';
import { threeVersions } from '../random-versions.ts';

const runs = { numRuns: 300 };

/** A notebook as its file says it. */
function plain(notebook: Notebook): unknown {
  return JSON.parse(formatNotebook(createNotebook({ cells: notebook.cells, metadata: notebook.metadata })));
}

function linesOf(cells: readonly Cell[]): string[] {
  return cells.flatMap((cell) => cell.source.split('\n'));
}

describe('mergeNotebooks()', { timeout: 60_000 }, () => {
  test('gives the side that changed when the other one is as the base, and the same for the same', () => {
    fc.assert(
      fc.property(threeVersions, ([base, a]) => {
        for (const versions of [
          [base, a, base],
          [base, base, a],
          [base, a, a],
        ] as [Notebook, Notebook, Notebook][]) {
          const { notebook, conflicts, disputed } = mergeNotebooks(...versions);
          expect([plain(notebook), conflicts, disputed]).toEqual([plain(a), [], []]);
        }
      }),
      runs,
    );
  });

  test('gives a notebook whose ids are those that nbformat allows, each once, and that reads back', () => {
    fc.assert(
      fc.property(threeVersions, ([base, ours, theirs]) => {
        for (const start of [base, undefined]) {
          const { notebook } = mergeNotebooks(start, ours, theirs);
          const ids = notebook.cells.map((cell) => cell.id);
          expect(new Set(ids).size).toBe(ids.length);
          expect(ids.filter((id) => !/^[\w-]{1,64}$/.test(id))).toEqual([]);
          expect(plain(parseNotebook(formatNotebook(notebook)))).toEqual(plain(notebook));
          expect(notebook.nbformatMinor).toBe(5);
        }
      }),
      runs,
    );
  });

  test('loses no line that a side added, and none that a cell has once in all three versions', () => {
    fc.assert(
      fc.property(threeVersions, ([base, ours, theirs]) => {
        const { notebook } = mergeNotebooks(base, ours, theirs);
        const [before, merged] = [linesOf(base.cells), new Set(linesOf(notebook.cells))];
        const added = linesOf([...ours.cells, ...theirs.cells]).filter((line) => !before.includes(line));
        expect(added.filter((line) => !merged.has(line))).toEqual([]);
        for (const cell of base.cells) {
          const sides = [base, ours, theirs].map((one) => linesOf(one.cells.filter(({ id }) => id === cell.id)));
          const kept = linesOf([cell]).filter((line) =>
            sides.every((lines) => lines.filter((one) => one === line).length === 1),
          );
          expect(kept.filter((line) => !merged.has(line))).toEqual([]);
        }
      }),
      runs,
    );
  });

  test('keeps every cell that a side added, and removes only what a side removed', () => {
    fc.assert(
      fc.property(threeVersions, ([base, ours, theirs]) => {
        const { notebook } = mergeNotebooks(base, ours, theirs);
        const ids = new Set(notebook.cells.map((cell) => cell.id));
        const [baseIds, ourIds, theirIds] = [base, ours, theirs].map((one) => one.cells.map(({ id }) => id)) as [
          string[],
          string[],
          string[],
        ];
        // A cell that stands there again under another id is the cell of the base.
        for (const id of [...ourIds, ...theirIds].filter((one) => !baseIds.includes(one))) {
          const cell = [...ours.cells, ...theirs.cells].find((one) => one.id === id) as Cell;
          expect(ids.has(id) || base.cells.some((old) => old.source === cell.source && old.kind === cell.kind)).toBe(
            true,
          );
        }
        for (const id of baseIds) if (ourIds.includes(id) && theirIds.includes(id)) expect(ids.has(id), id).toBe(true);
      }),
      runs,
    );
  });

  test('says the same with the sides exchanged, but for labels, order and whose outputs are kept', () => {
    fc.assert(
      fc.property(threeVersions, ([base, ours, theirs]) => {
        const [one, other] = [
          mergeNotebooks(base, ours, theirs),
          mergeNotebooks(base, theirs, ours, { outputs: 'theirs' }),
        ];
        const sides = (merge: typeof one, swap: boolean) =>
          merge.conflicts
            .map(({ cell, ours: left, theirs: right }) => [cell, ...(swap ? [right, left] : [left, right])])
            .sort();
        expect(sides(one, false)).toEqual(sides(other, true));
        const texts = ({ notebook }: typeof one) =>
          notebook.cells
            .filter((cell) => !conflictNote(cell))
            .map(({ id, source, kind }) => `${id} ${kind} ${source}`)
            .sort();
        expect(texts(one)).toEqual(texts(other));
      }),
      runs,
    );
  });

  test('equals both edits one after the other when the sides edit different cells', () => {
    const cells = Array.from({ length: 6 }, (_, at) => codeCell(`line ${at};`, { id: `c${at}` }));
    const edits = fc.uniqueArray(fc.nat({ max: 5 }), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(edits, fc.nat({ max: 5 }), fc.string(), (places, split, text) => {
        const edit = (own: number[], before: Cell[]) =>
          before.map((cell, at) => (own.includes(at) ? { ...cell, source: `${text}${at}` } : cell));
        const [left, right] = [places.slice(0, split), places.slice(split)];
        const [ours, theirs] = [edit(left, cells), edit(right, cells)].map((side) =>
          createNotebook({ cells: side }),
        ) as [Notebook, Notebook];
        const { notebook, conflicts } = mergeNotebooks(createNotebook({ cells }), ours, theirs);
        expect(conflicts).toEqual([]);
        expect(plain(notebook)).toEqual(plain(createNotebook({ cells: edit(right, edit(left, cells)) })));
      }),
      runs,
    );
  });

  test('puts what both added in one place ours first, also behind a cell that ours moved there', () => {
    const notebook = (ids: string) => createNotebook({ cells: [...ids].map((id) => codeCell(`${id};`, { id })) });
    const order = (...versions: [string, string, string]) => {
      const [base, ours, theirs] = versions.map(notebook) as [Notebook, Notebook, Notebook];
      return mergeNotebooks(base, ours, theirs)
        .notebook.cells.map(({ id }) => id)
        .join('');
    };
    expect(order('abc', 'axbc', 'aybc')).toBe('axybc');
    expect(order('abcd', 'adbc', 'axbcd')).toBe('adxbc');
    expect(order('abcd', 'dabc', 'abcxd')).toBe('dabcx');
    expect(order('abcd', 'abxcd', 'acbd')).toBe('acbxd');
  });
});

describe('resolveConflicts()', { timeout: 60_000 }, () => {
  test('gives the old id back whatever is chosen, and leaves nothing of the conflict', () => {
    fc.assert(
      fc.property(
        threeVersions,
        fc.constantFrom('ours' as const, 'theirs' as const, 'both' as const),
        ([base, ours, theirs], choice) => {
          const merge = mergeNotebooks(base, ours, theirs);
          const { notebook, left } = resolveConflicts(merge.notebook, { others: choice });
          expect(left).toEqual([]);
          expect(JSON.stringify(notebook.cells)).not.toContain('"conflict"');
          for (const conflict of merge.conflicts) {
            const cell = notebook.cells.find(({ id }) => id === conflict.cell);
            const wanted = choice === 'both' ? (conflict.ours ?? conflict.theirs) : conflict[choice];
            expect(cell?.source).toBe(wanted);
            if (choice === 'both')
              expect(notebook.cells.some(({ source }) => source === (conflict.theirs ?? conflict.ours))).toBe(true);
          }
          expect(resolveConflicts(notebook)).toEqual({ notebook, settled: [], left: [] });
        },
      ),
      runs,
    );
  });
});

describe('mergeNotebookTexts()', () => {
  test('keeps the bytes of the cells that it takes from one side', () => {
    const file = (source: string, extra = '') =>
      `{"cells": [\n  {"cell_type":"code", "id":"a", "metadata": {"x": 1.0}, "outputs": [], "execution_count": null, "source": ["${source}"]}${extra}\n ], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}\n`;
    const added = ',\n  {"cell_type":"raw", "id":"b", "metadata": {"y": 1e2}, "source": []}';
    expect(mergeNotebookTexts(file('old'), file('new'), file('old', added)).text).toBe(file('new', added));
  });
});

test('the cells of a conflict take no id that another cell has', () => {
  const idsOf = (more: string[]): string[] => {
    const [base, ours, theirs] = ['let x;', 'let x = 1;', 'let x = 2;'].map((source) => {
      const others = more.map((id) => codeCell(`'${id}'`, { id }));
      return formatNotebook(createNotebook({ cells: [codeCell(source, { id: 'a1' }), ...others] }));
    }) as [string, string, string];
    const { text } = mergeNotebookTexts(base, ours, theirs);
    return JSON.parse(text).cells.map(({ id }: { id: string }) => id); // as the file has them: reading would mend them
  };
  const made = idsOf([]).filter((id) => id !== 'a1');
  expect(made).toHaveLength(4); // three marks, and the cell of theirs
  const ids = idsOf(made); // now other cells have those ids
  expect(ids).toHaveLength(9);
  expect(new Set(ids).size).toBe(9);
});
