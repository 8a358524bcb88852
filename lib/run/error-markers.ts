// Generated from notebooks/40_run/14_error_markers.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 400f0003 400f0004 400f0005

// %% notebooks/40_run/14_error_markers.ipynb#400f0003 d3a7bc55
import { hasTag, markdownCell, type Notebook } from '../notebook/index.ts';

// %% notebooks/40_run/14_error_markers.ipynb#400f0004 42e35108
/** @internal */
export const markerTag = 'papermill-error-cell-tag';
/** @internal */
export const markerStyle =
  'style="color:red; font-family:Helvetica Neue, Helvetica, Arial, sans-serif; font-size:2em;"';

// %% notebooks/40_run/14_error_markers.ipynb#400f0005 3280b523
/** The notebook with a marker at its top and one before a cell (source: papermill 2.7 raise_for_execution_errors). */
export function addErrorMarkers(notebook: Notebook, cellId: string): Notebook {
  const at = notebook.cells.findIndex((cell) => cell.id === cellId);
  if (at < 0) return notebook;
  const label = notebook.cells[at]?.executionCount ?? 'None';
  const top = `<span ${markerStyle}>An Exception was encountered at '<a href="#papermill-error-cell">In [${label}]</a>'.</span>`;
  const anchor = `<span id="papermill-error-cell" ${markerStyle}>Execution using papermill encountered an exception here and stopped:</span>`;
  const [first, second] = [top, anchor].map((text) => markdownCell(text, { tags: [markerTag] }));
  return {
    ...notebook,
    cells: [first, ...notebook.cells.slice(0, at), second, ...notebook.cells.slice(at)] as Notebook['cells'],
  };
}

/** The notebook without the markers of an earlier run. */
export function removeErrorMarkers(notebook: Notebook): Notebook {
  const cells = notebook.cells.filter((cell) => !hasTag(cell, markerTag));
  return cells.length === notebook.cells.length ? notebook : { ...notebook, cells };
}
