// Generated from notebooks/20_notebook/19_text/02_text_apply.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 5d0b7703 5d0b7705 5d0b770e 5d0b7707 5d0b7799 5d0b7708

// %% notebooks/20_notebook/19_text/02_text_apply.ipynb#5d0b7703 f4b9c03e
import { isDeepStrictEqual } from 'node:util';
import { type Cell, type CellKind, makeCell, newCellId } from '../cell.ts';
import { isShown } from '../cell-line.ts';
import { isJsonObject, type JsonObject } from '../json/json.ts';
import { createNotebook, type Notebook } from '../notebook.ts';
import { commentOf, parseText, showText, type TextCell, type TextView, textError } from './text-view.ts';

// %% notebooks/20_notebook/19_text/02_text_apply.ipynb#5d0b7705 e9c3f54b
/**
 * Applies a text view: cells that are new, gone, moved or edited. Unedited cells keep everything; edited code loses its outputs.
 * A cell line without an id is the cell of the same text that no line names, if there is one, and else a new cell. Throws `text-empty`, `text-invalid`, `text-duplicate-id` with the line; `path` names the view there.
 */
export function applyText(notebook: Notebook, text: string, options: { path?: string | undefined } = {}): Notebook {
  if (notebook.cells.length === 0 && text === showText(notebook)) return notebook;
  return applyView(notebook, parseText(text, commentOf(notebook), options.path), options.path);
}

/** Makes a notebook of a text view alone. The kernel is the one named at its top; else `tslab`, or `python3` when comments begin with `#`. */
export function notebookFromText(text: string, options: { path?: string | undefined } = {}): Notebook {
  const python =
    text
      .split('\n')
      .find((line) => /^(#|\/\/) ?%%(\s|$)/.test(line))
      ?.startsWith('#') ?? false;
  const kernelspec = { display_name: 'Python 3', language: 'python', name: 'python3' };
  const view = parseText(text, python ? '#' : '//', options.path);
  return applyView(createNotebook({ cells: [], metadata: python ? { kernelspec } : undefined }), view, options.path);
}

// %% notebooks/20_notebook/19_text/02_text_apply.ipynb#5d0b770e 334c8809
/** The notebook with the cells of a view. @internal */
export function applyView(notebook: Notebook, view: TextView, path: string | undefined): Notebook {
  const before = new Map(notebook.cells.map((cell) => [cell.id, cell]));
  checkIds(view.cells, before, path);
  checkTags(view.cells, before, path);
  const taken = new Set([...before.keys(), ...view.cells.map((cell) => cell.id)]);
  const cells = findUnnamed(view, notebook.cells).map((said) => {
    const cell = said.id === undefined ? undefined : before.get(said.id);
    return cell ? editCell(cell, said, view.windows) : newCell(said, taken);
  });
  const { kernelspec } = view;
  const old = notebook.metadata.kernelspec;
  const same = !kernelspec || isDeepStrictEqual({ ...(isJsonObject(old) ? old : {}), ...kernelspec }, old);
  const metadata = same ? notebook.metadata : withKernel(notebook.metadata, kernelspec);
  const unchanged =
    same && cells.length === notebook.cells.length && cells.every((cell, index) => cell === notebook.cells[index]);
  return unchanged ? notebook : { ...notebook, metadata, cells };
}

/** The cells of a view, with the ids of unnamed cells of the notebook for those that say the same and have none: a view written by hand applies twice. @internal */
export function findUnnamed(view: TextView, before: Cell[]): TextCell[] {
  const named = new Set(view.cells.map((said) => said.id));
  const free = before.filter((cell) => !named.has(cell.id));
  return view.cells.map((said) => {
    if (said.id !== undefined) return said;
    const index = free.findIndex(
      (cell) => cell.kind === said.kind && editedSource(cell, said, view.windows) === cell.source,
    );
    const [cell] = index < 0 ? [] : free.splice(index, 1);
    return { ...said, id: cell?.id };
  });
}

/** Notebook metadata with another kernel; what the old kernel said of its language goes. @internal */
export function withKernel(metadata: JsonObject, kernelspec: JsonObject): JsonObject {
  const { language_info: _, ...rest } = metadata;
  return { ...rest, kernelspec };
}

// %% notebooks/20_notebook/19_text/02_text_apply.ipynb#5d0b7707 9c6a4935
/** The cell with what the view says of it; the same cell when that is nothing new. @internal */
export function editCell(cell: Cell, said: TextCell, windows: boolean): Cell {
  const source = editedSource(cell, said, windows);
  const metadata = editedMetadata(cell.metadata, said.metadata);
  if (source === cell.source && metadata === cell.metadata && said.kind === cell.kind) return cell;
  const edited: Cell = { ...cell, kind: said.kind, source, metadata };
  if (source !== cell.source || said.kind !== 'code') Object.assign(edited, { outputs: [], executionCount: null });
  if (said.kind === 'code') delete edited.attachments;
  return edited;
}

// %% notebooks/20_notebook/19_text/02_text_apply.ipynb#5d0b7799 85d26551
/** The source that a cell is to have. @internal */
export function editedSource(cell: Cell, said: TextCell, windows: boolean): string {
  const source = trimBlankLines(said.kind, said.source, cell.source);
  return windows && source === cell.source.replaceAll('\r\n', '\n') ? cell.source : source;
}

/** Takes away the blank lines at the end of code that the notebook does not have. @internal */
export function trimBlankLines(kind: CellKind, source: string, old: string): string {
  if (kind !== 'code') return source;
  const extra = endingLines(source) - endingLines(old);
  return extra > 0 ? source.slice(0, -extra) : source;
}

/** How many empty lines a text ends with. @internal */
export function endingLines(text: string): number {
  return /\n*$/.exec(text)?.[0].length ?? 0;
}

/** The metadata that the view says, and the old ones that it does not show; the same object when they are equal. @internal */
export function editedMetadata(old: JsonObject, said: JsonObject): JsonObject {
  const kept = Object.entries(old).filter(([key, value]) => !isShown(key, value));
  const metadata = Object.fromEntries([...kept, ...Object.entries(said)]);
  return isDeepStrictEqual(metadata, Object.fromEntries(Object.entries(old))) ? old : metadata;
}

// %% notebooks/20_notebook/19_text/02_text_apply.ipynb#5d0b7708 612d4a9a
/** A cell that the notebook does not have yet. @internal */
export function newCell(said: TextCell, taken: Set<string | undefined>): Cell {
  let id = said.id ?? newCellId();
  while (said.id === undefined && taken.has(id)) id = newCellId();
  taken.add(id);
  return makeCell(said.kind, trimBlankLines(said.kind, said.source, ''), { id, metadata: said.metadata });
}

/** Refuses an id that stands twice in the view, and a new one that nbformat does not allow. @internal */
export function checkIds(cells: TextCell[], before: Map<string, Cell>, path: string | undefined): void {
  const lines = new Map<string, number>();
  for (const { id, line } of cells) {
    if (id === undefined) continue;
    const first = lines.get(id);
    if (first !== undefined)
      throw textError(
        'text-duplicate-id',
        `id="${id}" stands already on line ${first}; a copied cell needs no id`,
        line,
        path,
      );
    if (!before.has(id) && !/^[\w-]{1,64}$/.test(id)) {
      throw textError('text-invalid', `id="${id}" is not 1 to 64 letters, digits, "-" or "_"`, line, path);
    }
    lines.set(id, line);
  }
}

/** Refuses tags that nbformat does not allow, unless the notebook has them already. @internal */
export function checkTags(cells: TextCell[], before: Map<string, Cell>, path: string | undefined): void {
  for (const { id, metadata, line } of cells) {
    const { tags = [] } = metadata;
    const isList = Array.isArray(tags) && tags.every((tag) => typeof tag === 'string');
    if (isList || isDeepStrictEqual(tags, before.get(id ?? '')?.metadata.tags)) continue;
    throw textError('text-invalid', 'tags are a list of texts, as tags=["parameters"]', line, path);
  }
}
