// Generated from notebooks/20_notebook/14_written_line.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 5d0b9203 5d0b9204 5d0b9205

// %% notebooks/20_notebook/14_written_line.ipynb#5d0b9203 5ac2e426
import { type CellFileLines, cellFileLines } from './file-lines.ts';
import type { Notebook } from './notebook.ts';
import { originOf } from './parse.ts';

// %% notebooks/20_notebook/14_written_line.ipynb#5d0b9204 1f0f24f1
/**
 * The line of its file on which a line (1-based) of a cell stood when the notebook was read; the cell's first line when none
 * is given. Undefined for a cell, or a notebook, that was not read from a file.
 */
export function writtenLine(notebook: Notebook, cell: string, line = 1): number | undefined {
  const found = notebook.cells.find((one) => one.id === cell);
  const origin = found && originOf(found);
  if (!origin) return undefined;
  const { document, index } = origin;
  const known = _known.get(document) ?? cellFileLines(document.text);
  _known.set(document, known);
  return known[index]?.source[line - 1];
}

// %% notebooks/20_notebook/14_written_line.ipynb#5d0b9205 50f60fef
const _known = new WeakMap<object, CellFileLines[]>();
