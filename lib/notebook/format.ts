// Generated from notebooks/20_notebook/08_format.ipynb by `octavo export`. Edit the notebook, not this file.

// %% notebooks/20_notebook/08_format.ipynb#5d0b7103
import type { Cell, Output } from './cell.ts';
import { formatJson, type JsonObject, type JsonValue, splitLines } from './json.ts';
import type { Notebook } from './notebook.ts';

// %% notebooks/20_notebook/08_format.ipynb#5d0b7104
/** Writes a notebook as the text of its file. */
export function formatNotebook(notebook: Notebook): string {
  return `${formatJson({
    cells: notebook.cells.map((cell) => fileCell(cell)),
    metadata: notebook.metadata,
    nbformat: notebook.nbformat,
    nbformat_minor: notebook.nbformatMinor,
  })}\n`;
}

// %% notebooks/20_notebook/08_format.ipynb#5d0b7105
/** A cell as nbformat has it. */
export function fileCell(cell: Cell): JsonObject {
  return {
    cell_type: cell.kind,
    id: cell.id,
    metadata: cell.metadata,
    source: splitLines(cell.source),
    attachments: cell.attachments,
    ...(cell.kind === 'code' ? { execution_count: cell.executionCount, outputs: cell.outputs.map(fileOutput) } : {}),
  };
}

/** An output with its texts as lists of lines. */
export function fileOutput(output: Output): JsonValue {
  if (output.output_type === 'stream' && typeof output.text === 'string')
    return { ...output, text: splitLines(output.text) };
  return output as unknown as JsonObject;
}
