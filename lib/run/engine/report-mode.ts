import type { Notebook } from '../../notebook/index.ts';
import { isJsonObject } from '../../notebook/json/index.ts';

/** The notebook with the source of its code cells hidden; what else `metadata.jupyter` says stays (papermill drops it). */
export function hideSources(notebook: Notebook): Notebook {
  const cells = notebook.cells.map((cell) => {
    if (cell.kind !== 'code') return cell;
    const jupyter = isJsonObject(cell.metadata.jupyter) ? cell.metadata.jupyter : {};
    return { ...cell, metadata: { ...cell.metadata, jupyter: { ...jupyter, source_hidden: true } } };
  });
  return { ...notebook, cells };
}
