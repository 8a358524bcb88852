// Generated from notebooks/20_notebook/03_cell.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 5d0b6d03 5d0b6d04 5d0b6d06 5d0b6d07 5d0b6d0a

// %% notebooks/20_notebook/03_cell.ipynb#5d0b6d03 3fa37cb8
import { randomBytes } from 'node:crypto';
import type { JsonObject } from './json/json.ts';

// %% notebooks/20_notebook/03_cell.ipynb#5d0b6d04 d049f4a4
/** The kinds of cells that nbformat knows. */
export type CellKind = 'code' | 'markdown' | 'raw';

/** A value in several formats, by MIME type, as a kernel sends it. */
export type MimeBundle = JsonObject;

/** An output, exactly as nbformat 4 has it: snake_case names, text as one string or as a list of lines. */
export type Output =
  | { output_type: 'stream'; name: 'stdout' | 'stderr'; text: string | string[] }
  | { output_type: 'display_data'; data: MimeBundle; metadata: JsonObject }
  | { output_type: 'execute_result'; execution_count: number | null; data: MimeBundle; metadata: JsonObject }
  | { output_type: 'error'; ename: string; evalue: string; traceback: string[] };

/** One cell of a notebook. */
export interface Cell {
  id: string; // unique in its notebook
  kind: CellKind;
  source: string;
  metadata: JsonObject;
  outputs: Output[]; // [] unless kind is 'code'
  executionCount: number | null; // null unless kind is 'code'
  attachments?: JsonObject | undefined; // images of a markdown cell, by name
  origin?: object | undefined; // where in its file the cell stood; opaque
}

// %% notebooks/20_notebook/03_cell.ipynb#5d0b6d06 b7bd4cda
/** What may be said about a new cell besides its source. */
export interface CellOptions {
  id?: string | undefined; // default: a new one
  tags?: string[] | undefined;
  metadata?: JsonObject | undefined;
}

/** A new cell id: eight random hexadecimal digits. */
export function newCellId(): string {
  return randomBytes(4).toString('hex');
}

/** Makes a code cell that has not run. */
export function codeCell(source: string, options: CellOptions = {}): Cell {
  return makeCell('code', source, options);
}

/** Makes a markdown cell. */
export function markdownCell(source: string, options: CellOptions = {}): Cell {
  return makeCell('markdown', source, options);
}

/** Makes a raw cell: text that neither runs nor is rendered. */
export function rawCell(source: string, options: CellOptions = {}): Cell {
  return makeCell('raw', source, options);
}

// %% notebooks/20_notebook/03_cell.ipynb#5d0b6d07 4f1e4ae0
/** Makes a cell of any kind. @internal */
export function makeCell(kind: CellKind, source: string, options: CellOptions = {}): Cell {
  const metadata = options.tags ? { ...options.metadata, tags: options.tags } : { ...options.metadata };
  return { id: options.id ?? newCellId(), kind, source, metadata, outputs: [], executionCount: null };
}

// %% notebooks/20_notebook/03_cell.ipynb#5d0b6d0a 56467ee9
/** The tags of a cell, in order; [] when it has none. */
export function cellTags(cell: Cell): string[] {
  const tags = cell.metadata.tags;
  return Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string') : [];
}

/** Tells whether a cell has a tag. */
export function hasTag(cell: Cell, tag: string): boolean {
  return cellTags(cell).includes(tag);
}

/** The cell with one more tag, at the end; the same cell when it has the tag already. */
export function withTag(cell: Cell, tag: string): Cell {
  if (hasTag(cell, tag)) return cell;
  return { ...cell, metadata: { ...cell.metadata, tags: [...cellTags(cell), tag] } };
}
