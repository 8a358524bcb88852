import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseTree } from 'jsonc-parser';
import { describe, expect, test } from 'vitest';
import {
  type Cell,
  codeCell,
  formatNotebook,
  markdownCell,
  type Notebook,
  parseNotebook,
} from '../../lib/notebook/index.ts';
import { createRandom, type Random, randomNotebookText, randomText } from './random-notebook.ts';

const folder = join(import.meta.dirname, 'fixtures');
const fixtures = readdirSync(folder).filter((name) => name.endsWith('.ipynb'));

/** Where the cells stand, found by another parser than ours. It does not know NaN, so digits of the same length take its place. */
function cellTexts(text: string): string[] {
  const digits = text.replace(/(?<=[[,:\s])-?(?:NaN|Infinity)(?=[\],}\s])/g, (word) => '1'.repeat(word.length));
  const tree = parseTree(digits.replace(/^\ufeff/, ' '));
  const cells =
    tree?.children?.find((member) => member.children?.[0]?.value === 'cells')?.children?.[1]?.children ?? [];
  return cells.map((cell) => text.slice(cell.offset, cell.offset + cell.length));
}

/** A notebook as plain data, to compare. */
function plain(notebook: Notebook): unknown {
  return {
    minor: notebook.nbformatMinor,
    metadata: notebook.metadata,
    cells: notebook.cells.map(({ origin: _, ...cell }) => ({ ...cell, attachments: cell.attachments ?? null })),
  };
}

describe.each(fixtures)('%s', (name) => {
  const text = readFileSync(join(folder, name), 'utf8');
  const notebook = parseNotebook(text, { path: name });
  const before = cellTexts(text);

  test('formatNotebook() gives back every byte', () => {
    expect(formatNotebook(notebook)).toBe(text);
    expect(formatNotebook({ ...notebook, cells: notebook.cells.map((cell) => ({ ...cell })) })).toBe(text);
    const rebuilt = notebook.cells.map((cell) => ({
      ...cell,
      ...structuredClone({ ...cell, origin: undefined }),
      origin: cell.origin,
    }));
    expect(formatNotebook({ ...notebook, metadata: structuredClone(notebook.metadata), cells: rebuilt })).toBe(text);
  });

  test.each([...notebook.cells.keys()])('an edit of cell %i changes that cell alone', (index) => {
    const cell = notebook.cells[index] as Cell;
    const changes: Partial<Cell>[] = [
      { source: `${cell.source}\nmore` },
      { source: '' },
      { metadata: { ...cell.metadata, zzz: [1, { b: 'é' }], aaa: true } },
      { metadata: {} },
      { outputs: cell.kind === 'code' ? [{ output_type: 'stream', name: 'stdout', text: 'a\nb' }] : [] },
      { executionCount: cell.kind === 'code' ? 99 : null },
    ];
    for (const change of changes) {
      const edited = { ...notebook, cells: notebook.cells.map((old) => (old === cell ? { ...old, ...change } : old)) };
      const written = formatNotebook(edited);
      const start = text.indexOf(before[index] as string);
      const end = text.length - start - (before[index] as string).length;
      expect(written.slice(0, start)).toBe(text.slice(0, start));
      expect(written.slice(written.length - end)).toBe(text.slice(text.length - end));
      expectSameContent(parseNotebook(written, { path: name }), edited);
    }
  });

  test('cells taken out, put in and moved leave the text of the others', () => {
    const [first, ...rest] = notebook.cells as [Cell, ...Cell[]];
    const moved = formatNotebook({ ...notebook, cells: [...rest, codeCell('new', { id: 'new' }), first] });
    expect(cellTexts(moved).filter((cell) => before.includes(cell))).toEqual([...before.slice(1), before[0]]);
    expect(cellTexts(formatNotebook({ ...notebook, cells: rest }))).toEqual(before.slice(1));
    expect(cellTexts(formatNotebook({ ...notebook, cells: [] }))).toEqual([]);
  });
});

/** Texts are handed out as the file has them, in one string or in lines: both say the same. */
function expectSameContent(actual: Notebook, expected: Notebook): void {
  const joined = (notebook: Notebook) =>
    JSON.parse(JSON.stringify(plain(notebook)), (_, value) =>
      Array.isArray(value) && value.every((line) => typeof line === 'string') ? value.join('') : value,
    );
  expect(joined(withIdsOf(actual, expected))).toEqual(joined(expected));
}

describe('random notebooks', () => {
  test('formatNotebook() gives back every byte of 400 of them', () => {
    for (let seed = 0; seed < 400; seed++) {
      const text = randomNotebookText(createRandom(seed));
      expect(formatNotebook(parseNotebook(text)), `seed ${seed}`).toBe(text);
    }
  });

  test('one random edit in each of 1500 leaves the other cells, reads back as meant, and is stable', () => {
    for (let seed = 0; seed < 1500; seed++) {
      const random = createRandom(seed);
      const text = randomNotebookText(random);
      const notebook = parseNotebook(text);
      const edited = randomEdit(random, notebook);
      const written = formatNotebook(edited);
      const again = parseNotebook(written);
      expectSameContent(again, edited);
      const [before, after] = [cellTexts(text), cellTexts(written)];
      for (const [index, cell] of edited.cells.entries()) {
        const old = notebook.cells.indexOf(cell);
        if (old >= 0) expect(after[index], `seed ${seed}`).toBe(before[old]);
      }
      expect(formatNotebook(again), `seed ${seed}`).toBe(written);
    }
  });
});

/** Before format 4.5 ids are made up on reading, and an edited cell reads back with another. */
function withIdsOf(notebook: Notebook, other: Notebook): Notebook {
  if (notebook.nbformatMinor >= 5) return notebook;
  return {
    ...notebook,
    cells: notebook.cells.map((cell, index) => ({ ...cell, id: other.cells[index]?.id as string })),
  };
}

function randomEdit(random: Random, notebook: Notebook): Notebook {
  const cells = [...notebook.cells];
  const at = random.below(cells.length + 1);
  const cell = cells[at];
  if (!cell) {
    if (random.below(2) === 0)
      return { ...notebook, metadata: { ...notebook.metadata, b: random.pick([1, null, { c: [] }]) } };
    cells.splice(random.below(cells.length + 1), 0, markdownCell(randomText(random), { id: 'new' }));
    return { ...notebook, cells };
  }
  const { a: _, ...withoutA } = cell.metadata;
  const edit = random.pick<() => Cell | undefined>([
    () => ({ ...cell, source: randomText(random) }),
    () => ({ ...cell, metadata: { ...cell.metadata, [random.pick(['a', '5', 'zz', '__x'])]: randomText(random) } }),
    () => ({ ...cell, metadata: withoutA }),
    () => ({ ...cell, kind: 'markdown', outputs: [], executionCount: null }),
    () => ({ ...cell, kind: 'code' }),
    () => ({ ...cell, attachments: { 'a.png': { 'image/png': 'aGk=' } } }),
    () =>
      cell.kind === 'code'
        ? { ...cell, outputs: [...cell.outputs, { output_type: 'stream', name: 'stderr', text: 'x\ny' }] }
        : cell,
    () => (cell.kind === 'code' ? { ...cell, outputs: cell.outputs.slice(1), executionCount: 4 } : cell),
    () => undefined,
  ])();
  cells.splice(at, 1, ...(edit ? [edit] : []));
  return { ...notebook, cells };
}
