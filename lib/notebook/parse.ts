// Generated from notebooks/20_notebook/07_parse.ipynb by `octavo export`. Edit the notebook, not this file.

// %% notebooks/20_notebook/07_parse.ipynb#5d0b7003
import { OctavoError } from '../errors/index.ts';
import type { Cell, Output } from './cell.ts';
import { newCellId } from './cell.ts';
import type { JsonObject } from './json.ts';
import { joinLines } from './json.ts';
import type { Notebook } from './notebook.ts';

// %% notebooks/20_notebook/07_parse.ipynb#5d0b7004
/** Reads the text of a notebook file. */
export function parseNotebook(text: string, options: { path?: string | undefined } = {}): Notebook {
  let root: any;
  try {
    root = JSON.parse(text);
  } catch (cause) {
    throw new OctavoError(
      'notebook-not-json',
      `${options.path ?? 'notebook'} is not JSON: ${(cause as Error).message}`,
      { cause },
    );
  }
  if (typeof root.nbformat === 'number' && root.nbformat < 4)
    throw new OctavoError('notebook-too-old', `${options.path ?? 'notebook'} is of nbformat ${root.nbformat}`, {
      hint: `jupyter nbconvert --to notebook --nbformat 4 ${options.path ?? 'NOTEBOOK'}`,
    });
  if (!Array.isArray(root.cells))
    throw new OctavoError('notebook-invalid', `${options.path ?? 'notebook'} has no list of cells`);
  const cells: Cell[] = root.cells.map((cell: any) => ({
    id: cell.id ?? newCellId(),
    kind: cell.cell_type,
    source: joinLines(cell.source),
    metadata: cell.metadata ?? {},
    outputs: (cell.outputs ?? []) as Output[],
    executionCount: cell.execution_count ?? null,
    ...(cell.attachments ? { attachments: cell.attachments as JsonObject } : {}),
  }));
  return {
    nbformat: root.nbformat,
    nbformatMinor: root.nbformat_minor,
    metadata: root.metadata ?? {},
    cells,
    path: options.path,
  };
}
