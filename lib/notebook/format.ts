// Generated from notebooks/20_notebook/06_format.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 5d0b7103 5d0b7104 5d0b7105 5d0b7107 5d0b7109 5d0b7193 5d0b710b

// %% notebooks/20_notebook/06_format.ipynb#5d0b7103 112bb811
import { isDeepStrictEqual } from 'node:util';
import type { Cell, Output } from './cell.ts';
import { formatJson, isJsonObject, type JsonObject, type JsonValue, splitLines } from './json/json.ts';
import { findMember, type JsonNode } from './json/json-text.ts';
import type { Notebook } from './notebook.ts';
import { type CellOrigin, nodeOf, originOf } from './parse.ts';
import {
  type Item,
  type JsonDocument,
  type MemberWriter,
  rewriteContainer,
  spliceMembers,
  spliceValue,
} from './json/splice.ts';

// %% notebooks/20_notebook/06_format.ipynb#5d0b7104 cc3a5581
/**
 * Writes a notebook as the text of its file. What is as it was read keeps its bytes; new text is laid out as Python's nbformat does,
 * with the indent and the line ends of the file. Metadata and outputs are compared by identity first: change them by making new objects.
 */
export function formatNotebook(notebook: Notebook): string {
  const origin = originOf(notebook);
  if (!origin) return `${formatJson(newFile(notebook))}\n`;
  const { document, read } = origin;
  const raised = read.nbformatMinor < 5 && notebook.nbformatMinor >= 5;
  const changes = new Map<string, MemberWriter>();
  const items = notebook.cells.map((cell) => cellItem(document, notebook, cell, raised));
  const cells = findMember(document.text, document.root, 'cells')?.value as JsonNode;
  const untouched =
    items.every((item, index) => item.at === index && !item.write) && items.length === cells.children?.length;
  if (!untouched) changes.set('cells', (old) => rewriteContainer(document, old as JsonNode, items));
  if (notebook.metadata !== read.metadata)
    changes.set('metadata', valueWriter(document, read.metadata, notebook.metadata));
  if (notebook.nbformat !== read.nbformat) changes.set('nbformat', () => String(notebook.nbformat));
  if (notebook.nbformatMinor !== read.nbformatMinor)
    changes.set('nbformat_minor', () => String(notebook.nbformatMinor));
  const { text, root } = document;
  if (changes.size === 0) return text;
  return text.slice(0, root.start) + spliceMembers(document, root, changes) + text.slice(root.end);
}

// %% notebooks/20_notebook/06_format.ipynb#5d0b7105 1ed18fed
/** Writes a value into the place of the one that was read, if there was one. @internal */
export function valueWriter(document: JsonDocument, before: JsonValue, after: JsonValue): MemberWriter {
  return (old, { layout, indent }) =>
    old ? spliceValue(document, old, before, after) : formatJson(after, layout, indent);
}

/** What becomes of a cell: a copy of its old text, its old text with changes, or new text. @internal */
export function cellItem(document: JsonDocument, notebook: Notebook, cell: Cell, raised: boolean): Item {
  const origin = originOf(cell);
  const isOwn = origin?.document === document;
  if (!origin || (!isOwn && !fits(origin.document, document, notebook))) {
    return { write: ({ layout, indent }) => formatJson(newFileCell(cell, notebook.nbformatMinor), layout, indent) };
  }
  const changes = cellChanges(origin, cell, raised || !isOwn);
  const at = isOwn ? origin.index : undefined;
  if (isOwn && changes.size === 0) return { at };
  return { at, write: () => spliceMembers(origin.document, nodeOf(origin), changes) };
}

/** Tells whether the text of a cell from one file may stand in another one: the two are laid out alike, and cells have ids. @internal */
export function fits(from: JsonDocument, to: JsonDocument, notebook: Notebook): boolean {
  return notebook.nbformatMinor >= 5 && isDeepStrictEqual(from.layout, to.layout);
}

// %% notebooks/20_notebook/06_format.ipynb#5d0b7107 7f4f2bb8
/** The members of a cell that changed since it was read. @internal */
export function cellChanges(origin: CellOrigin, cell: Cell, raised: boolean): Map<string, MemberWriter | undefined> {
  const { document, file, read } = origin;
  const changes = new Map<string, MemberWriter | undefined>();
  const set = (key: string, before: JsonValue, after: JsonValue) =>
    changes.set(key, valueWriter(document, before, after));
  if (cell.source !== read.source) {
    const asString = typeof file.source === 'string';
    set('source', file.source ?? [], asString ? cell.source : splitLines(cell.source));
  }
  if (cell.metadata !== read.metadata) set('metadata', read.metadata, cell.metadata);
  if (cell.id !== read.id || (raised && cell.id !== file.id)) set('id', file.id ?? null, cell.id);
  if (cell.attachments !== read.attachments) {
    if (cell.attachments) set('attachments', read.attachments ?? {}, fileBundles(cell.attachments));
    else changes.set('attachments', undefined);
  }
  if (cell.kind !== read.kind) set('cell_type', file.cell_type as string, cell.kind);
  if (cell.kind === 'code') {
    const turned = read.kind !== 'code';
    if (turned || cell.executionCount !== read.executionCount)
      set('execution_count', file.execution_count ?? null, cell.executionCount);
    if (turned || cell.outputs !== read.outputs)
      set('outputs', read.outputs as JsonValue, fileOutputs(cell.outputs, read.outputs));
  } else if (read.kind === 'code') for (const key of ['execution_count', 'outputs']) changes.set(key, undefined);
  return changes;
}

// %% notebooks/20_notebook/06_format.ipynb#5d0b7109 f5db9da7
/** Outputs with their texts in the shape that the file keeps; those that were read are passed through. @internal */
export function fileOutputs(outputs: readonly Output[], before: readonly Output[]): JsonValue[] {
  const known = new Set<unknown>(before);
  return outputs.map((output, index) => (known.has(output) ? output : fileOutput(output, before[index])) as JsonValue);
}

/** One output. `before` is the one that stood in its place. @internal */
export function fileOutput(output: Output, before: Output | undefined): JsonValue {
  if (output.output_type === 'stream') {
    const asString = before?.output_type === 'stream' && typeof before.text === 'string';
    return { ...output, text: typeof output.text === 'string' && !asString ? splitLines(output.text) : output.text };
  }
  if (output.output_type === 'error') return output as unknown as JsonObject;
  return { ...output, data: fileBundle(output.data, before && 'data' in before ? before.data : {}) };
}

// %% notebooks/20_notebook/06_format.ipynb#5d0b7193 0f970aa7
/** A MIME bundle with its texts as lists of lines (source: nbformat v4 rwbase, `_split_mimebundle`). @internal */
export function fileBundle(data: JsonObject, before: JsonObject): JsonObject {
  const entries = Object.entries(data).map(([type, value]) => {
    const isText = type.startsWith('text/') || type === 'application/javascript' || type === 'image/svg+xml';
    return [type, isText && typeof value === 'string' && typeof before[type] !== 'string' ? splitLines(value) : value];
  });
  return Object.fromEntries(entries);
}

/** The attachments of a cell: a MIME bundle for each name. @internal */
export function fileBundles(attachments: JsonObject): JsonObject {
  const entries = Object.entries(attachments).map(([name, data]) => [
    name,
    isJsonObject(data) ? fileBundle(data, {}) : data,
  ]);
  return Object.fromEntries(entries);
}

// %% notebooks/20_notebook/06_format.ipynb#5d0b710b e9808b2a
/** A notebook that was not read from a file. @internal */
export function newFile(notebook: Notebook): JsonObject {
  const cells = notebook.cells.map((cell) => newFileCell(cell, notebook.nbformatMinor));
  return { cells, metadata: notebook.metadata, nbformat: notebook.nbformat, nbformat_minor: notebook.nbformatMinor };
}

/** A cell that was not read from this file. Before format 4.5 cells have no ids. @internal */
export function newFileCell(cell: Cell, nbformatMinor: number): JsonObject {
  const code = { execution_count: cell.executionCount, outputs: fileOutputs(cell.outputs, []) };
  return {
    attachments: cell.attachments && fileBundles(cell.attachments),
    cell_type: cell.kind,
    id: nbformatMinor >= 5 ? cell.id : undefined,
    metadata: cell.metadata,
    source: splitLines(cell.source),
    ...(cell.kind === 'code' ? code : {}),
  };
}
