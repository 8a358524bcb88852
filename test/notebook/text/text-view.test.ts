import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compareNotebooks, formatChanges } from '../../../lib/notebook/diff/index.ts';
import {
  type Cell,
  codeCell,
  createNotebook,
  formatNotebook,
  markdownCell,
  type Notebook,
  parseNotebook,
  rawCell,
} from '../../../lib/notebook/index.ts';
import { applyText, notebookFromText, showText } from '../../../lib/notebook/text/index.ts';
import { createRandom, type Random, randomNotebookText, randomText } from '../random-notebook.ts';

const folder = join(import.meta.dirname, '..', 'fixtures');
const python = { kernelspec: { name: 'python3', language: 'python', display_name: 'Python 3' } };

function randomCells(random: Random): Cell[] {
  const make = () => random.pick([codeCell, markdownCell, rawCell]);
  return Array.from({ length: random.below(6) }, (_, index) =>
    make()(randomText(random), {
      id: `c${index}`,
      metadata: random.below(2) ? {} : { tags: ['a b', '"'], 'odd key': { a: [1, null] }, id: 'x', 'a=b': '// %%' },
    }),
  );
}

function sources(notebook: Notebook): unknown[] {
  return notebook.cells.map(({ id, kind, source, metadata }) => ({ id, kind, source, metadata }));
}

describe('showText() and applyText()', () => {
  test('a view that was not edited changes nothing, for 2000 random notebooks', () => {
    for (let seed = 0; seed < 2000; seed++) {
      const random = createRandom(seed);
      const cells = randomCells(random);
      const notebook = createNotebook({ cells, metadata: random.below(2) ? python : undefined });
      expect(applyText(notebook, showText(notebook)), `seed ${seed}`).toBe(notebook);
    }
  });

  test('nor does it in a file of any spelling', () => {
    for (const name of readdirSync(folder).filter((file) => file.endsWith('.ipynb'))) {
      const notebook = parseNotebook(readFileSync(join(folder, name), 'utf8'));
      expect(applyText(notebook, showText(notebook)), name).toBe(notebook);
    }
    for (let seed = 0; seed < 300; seed++) {
      const notebook = parseNotebook(randomNotebookText(createRandom(seed)));
      expect(formatNotebook(applyText(notebook, showText(notebook))), `seed ${seed}`).toBe(formatNotebook(notebook));
    }
  });

  test('any notebook can be turned into any other by its view', () => {
    for (let seed = 0; seed < 1000; seed++) {
      const random = createRandom(seed);
      const [from, to] = [
        createNotebook({ cells: randomCells(random) }),
        createNotebook({ cells: randomCells(random) }),
      ];
      if (to.cells.length === 0) continue;
      const applied = applyText(from, showText(to));
      const endings = (notebook: Notebook) =>
        sources(notebook).map((cell) => ({ ...(cell as Cell), source: (cell as Cell).source.replace(/\n+$/, '') }));
      expect(endings(applied), `seed ${seed}`).toEqual(endings(to));
      expect(sources(applyText(to, showText(to))), `seed ${seed}`).toEqual(sources(to));
    }
  });

  test('an empty list of tags is not shown, and kept', () => {
    const ran = codeCell('1', { id: 'a', metadata: { tags: [] } });
    const notebook = createNotebook({ cells: [ran] });
    expect(showText(notebook)).toBe('// %% id="a"\n1\n');
    expect(applyText(notebook, '// %% id="a"\n2\n').cells[0]?.metadata).toEqual({ tags: [] });
    expect(applyText(notebook, '// %% id="a" tags=["slow"]\n1\n').cells[0]?.metadata).toEqual({ tags: ['slow'] });
  });

  test('tags that are no list are refused, unless the notebook has them', () => {
    const notebook = createNotebook({ cells: [codeCell('1', { id: 'a', metadata: { tags: 'slow' } })] });
    expect(applyText(notebook, showText(notebook))).toBe(notebook);
    expect(() => applyText(notebook, '// %% id="a" tags="quick"\n1\n')).toThrow('line 1: tags are a list');
  });

  test('a view without ids applies twice, and a copied cell is a new one', () => {
    const view = '// %%\n1\n\n// %% [markdown]\n// one\n\n// %%\n1\n';
    const notebook = notebookFromText(view);
    expect(applyText(notebook, view)).toBe(notebook);
    const [first] = notebook.cells as [Cell];
    const copied = applyText(notebook, `${showText(notebook)}\n// %%\n1\n`);
    expect(copied.cells).toHaveLength(4);
    expect(copied.cells[0]).toBe(first);
    expect(new Set(copied.cells.map((cell) => cell.id)).size).toBe(4);
  });

  test('a view with Windows line ends applies as one without', () => {
    const notebook = createNotebook({ cells: [markdownCell('a\nb', { id: 'a' }), codeCell('1;\r\n2;', { id: 'b' })] });
    const view = showText(notebook).replaceAll('\r\n', '\n').replaceAll('\n', '\r\n');
    expect(applyText(notebook, view)).toBe(notebook);
    expect(applyText(notebook, view.replace('// b', '// c')).cells[0]?.source).toBe('a\nc');
  });

  test('blank lines between cells mean nothing, blank lines inside do', () => {
    const notebook = createNotebook({ cells: [codeCell('1;\n\n2;', { id: 'a' }), codeCell('3;', { id: 'b' })] });
    for (const gap of ['\n', '\n\n', '\n\n\n\n']) {
      const view = `// %% id="a"\n1;\n\n2;${gap}// %% id="b"\n3;${gap}`;
      expect(applyText(notebook, view), JSON.stringify(gap)).toBe(notebook);
    }
    expect(applyText(notebook, '// %% id="a"\n1;\n\n\n2;\n// %% id="b"\n3;').cells[0]?.source).toBe('1;\n\n\n2;');
  });

  test('a cell that becomes prose loses its outputs, and prose that becomes code loses its attachments', () => {
    const ran: Cell = {
      ...codeCell('x', { id: 'a' }),
      executionCount: 1,
      outputs: [{ output_type: 'stream', name: 'stdout', text: 'x' }],
    };
    const notebook = createNotebook({ cells: [ran, { ...markdownCell('y', { id: 'b' }), attachments: {} }] });
    const applied = applyText(notebook, '// %% [md] id="a"\n// x\n\n// %% id="b"\ny\n');
    expect(applied.cells[0]).toEqual(markdownCell('x', { id: 'a' }));
    expect(applied.cells[1]).toEqual(codeCell('y', { id: 'b' }));
    expect(parseNotebook(formatNotebook(applied)).cells.map((cell) => cell.kind)).toEqual(['markdown', 'code']);
  });

  test('outputs stay when only metadata change, and what programs left there is kept unseen', () => {
    const metadata = { papermill: { duration: 1 }, collapsed: true };
    const ran: Cell = { ...codeCell('x', { id: 'a', metadata }), executionCount: 1 };
    const notebook = createNotebook({ cells: [ran] });
    expect(showText(notebook)).toBe('// %% id="a"\nx\n');
    const [cell] = applyText(notebook, '// %% id="a" tags=["keep"]\nx\n').cells;
    expect(cell).toMatchObject({ executionCount: 1, metadata: { ...metadata, tags: ['keep'] } });
  });

  test('the view of a Jupytext file reads, with its header', () => {
    const view = `# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: 'python3'
# ---

# %% [markdown]
# # Title

# %% Load the data tags=["parameters"]
epochs = 5
`;
    const notebook = notebookFromText(view);
    expect(notebook.metadata).toEqual({
      kernelspec: { display_name: 'Python 3 (ipykernel)', language: 'python', name: 'python3' },
    });
    expect(notebook.cells.map(({ kind, source, metadata }) => [kind, source, metadata])).toEqual([
      ['markdown', '# Title', {}],
      ['code', 'epochs = 5', { title: 'Load the data', tags: ['parameters'] }],
    ]);
  });

  test('an edited view of a notebook without ids leaves it without ids', () => {
    const notebook = parseNotebook(readFileSync(join(folder, 'strings-and-oddities.ipynb'), 'utf8'));
    const applied = applyText(notebook, showText(notebook).replace('# Title', '# Other title'));
    expect(formatChanges(compareNotebooks(notebook, applied))).toBe('1 edited');
    expect(formatNotebook(applied)).toBe(
      formatNotebook(notebook)
        .replace('# Title', '# Other title')
        .replace('\\u00fc', 'ü')
        .replace('\\/', '/')
        .replace('\\ud83d\\ude00', '😀'),
    );
  });
});
