// Generated from notebooks/20_notebook/05_parse.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 5d0b7003 5d0b7005 5d0b708f 5d0b7007 5d0b7008 5d0b700a 5d0b700c 5d0b700f 5d0b7091

// %% notebooks/20_notebook/05_parse.ipynb#5d0b7003 a8e4539d
import { createHash } from 'node:crypto';
import { OctavoError, shellWord, type Where } from '../errors/index.ts';
import type { Cell, CellKind, Output } from './cell.ts';
import { isJsonObject, type JsonObject, type JsonValue, joinLines } from './json/json.ts';
import { type JsonProblem, readJson } from './json/json-reader.ts';
import { childrenOf, detectLayout, findMember, type JsonChild, type JsonNode, locateValue } from './json/json-text.ts';
import type { Notebook } from './notebook.ts';
import type { JsonDocument } from './json/splice.ts';

// %% notebooks/20_notebook/05_parse.ipynb#5d0b7005 cc89dfb7
/** Where a cell stood, and what was read there. @internal */
export interface CellOrigin {
  document: JsonDocument;
  index: number; // among the cells of the document
  file: JsonObject; // the cell as the file has it
  read: Omit<Cell, 'origin'>; // the cell as it was handed out
}

/** What a notebook was read from. @internal */
export interface NotebookOrigin {
  document: JsonDocument;
  file: JsonObject; // the whole file
  read: Omit<Notebook, 'origin' | 'cells'>;
}

// %% notebooks/20_notebook/05_parse.ipynb#5d0b708f f497147d
/** A text whose parts are located when they are first asked for: who reads a notebook and writes nothing does not wait for it. @internal */
export function locatedLater(text: string): JsonDocument {
  let root: JsonNode | undefined;
  return {
    text,
    get root() {
      root ??= locateValue(text, 0, 3);
      return root;
    },
    get layout() {
      return detectLayout(text, this.root);
    },
  };
}

/** Where the text of a cell stands. @internal */
export function nodeOf({ document, index }: CellOrigin): JsonNode {
  const cells = findMember(document.text, document.root, 'cells')?.value as JsonNode;
  return (childrenOf(document.text, cells)[index] as JsonChild).value;
}

/** Serialises an object as nothing. @internal */
export const nothing = { value: () => undefined };

/** Hides data in an object that prints, compares and serialises as nothing. @internal */
export function hide(data: CellOrigin | NotebookOrigin): object {
  return Object.freeze(Object.defineProperties({}, { data: { value: data }, toJSON: nothing }));
}

/** The data hidden in the origin of a cell or a notebook. @internal */
export function originOf<Owner extends Cell | Notebook>(
  owner: Owner,
): (Owner extends Cell ? CellOrigin : NotebookOrigin) | undefined {
  return (owner.origin as { data?: never } | undefined)?.data;
}

/** Freezes a JSON value down to some depth. @internal */
export function freeze<Value extends JsonValue>(value: Value, depth: number): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  if (depth > 0) for (const part of Object.values(value)) freeze(part as JsonValue, depth - 1);
  return Object.freeze(value);
}

// %% notebooks/20_notebook/05_parse.ipynb#5d0b7007 a5e0927f
/**
 * Reads the text of a notebook file, of nbformat 4.0 to 4.x. Cells without a usable id get one that depends only on the text.
 * Throws `notebook-not-json`, `notebook-truncated`, `notebook-too-old`, `notebook-too-new`, `notebook-invalid`.
 */
export function parseNotebook(text: string, options: { path?: string | undefined } = {}): Notebook {
  const { path } = options;
  const result = readJson(text);
  if ('problem' in result) throw jsonError(result.problem, text, path);
  const file = checkFormat(result.value, path);
  const document = locatedLater(text);
  const ids: TakenIds = { ids: new Set(), attempts: new Map() };
  const cells = (file.cells as JsonValue[]).map((cell, index) => {
    const where = { notebook: path, cell: cellName(cell, index) };
    return readCell({ document, index }, cell, ids, where);
  });
  const read = {
    nbformat: file.nbformat as number,
    nbformatMinor: typeof file.nbformat_minor === 'number' ? file.nbformat_minor : 0,
    metadata: freeze(isJsonObject(file.metadata) ? file.metadata : {}, 50),
    path,
  };
  return { ...read, cells, origin: hide({ document, file, read }) };
}

// %% notebooks/20_notebook/05_parse.ipynb#5d0b7008 55d4ba34
/** Makes a cell of what stands in the file. @internal */
export function readCell(
  place: Pick<CellOrigin, 'document' | 'index'>,
  file: JsonValue,
  ids: TakenIds,
  where: Where,
): Cell {
  if (!isJsonObject(file)) throw invalid('is not an object', where);
  if (typeof file.cell_type !== 'string') throw invalid('has no cell_type', where);
  const kind: CellKind = file.cell_type === 'code' || file.cell_type === 'markdown' ? file.cell_type : 'raw';
  const read: Omit<Cell, 'origin'> = {
    id: uniqueId(file, ids),
    kind,
    source: joinLines(readText(file.source, 'source', where)),
    metadata: freeze(isJsonObject(file.metadata) ? file.metadata : {}, 50),
    outputs: kind === 'code' ? readOutputs(file.outputs, where) : [],
    executionCount: kind === 'code' && typeof file.execution_count === 'number' ? file.execution_count : null,
  };
  if (isJsonObject(file.attachments)) read.attachments = freeze(file.attachments, 2);
  return { ...read, origin: hide({ ...place, file, read }) };
}

/** A text, or [] when it is missing. @internal */
export function readText(value: JsonValue | undefined, name: string, where: Where): string | string[] {
  if (typeof value === 'string') return value;
  const lines = value ?? [];
  if (Array.isArray(lines) && lines.every((line) => typeof line === 'string')) return lines;
  throw invalid(`has a ${name} that is neither a string nor a list of strings`, where);
}

// %% notebooks/20_notebook/05_parse.ipynb#5d0b700a b0d5bb64
/** The id of a cell, made up when the file has none or one that is taken. @internal */
export function uniqueId(file: JsonObject, taken: TakenIds): string {
  let id = typeof file.id === 'string' ? file.id : '';
  if (id === '' || taken.ids.has(id)) {
    const text = JSON.stringify([file.cell_type, file.source]).slice(0, -1);
    let attempt = taken.attempts.get(text) ?? 0;
    for (; id === '' || taken.ids.has(id); attempt++)
      id = createHash('sha256').update(`${text},${attempt}]`).digest('hex').slice(0, 8);
    taken.attempts.set(text, attempt);
  }
  taken.ids.add(id);
  return id;
}

/** The ids of a notebook's cells so far, and how many were made up for a text: thousands of cells may be alike. @internal */
export interface TakenIds {
  ids: Set<string>;
  attempts: Map<string, number>;
}

/** How a message names a cell that may have no id. @internal */
export function cellName(cell: JsonValue | undefined, index: number): string {
  const id = isJsonObject(cell) ? cell.id : undefined;
  return typeof id === 'string' && id !== '' ? id : `[${index + 1}]`;
}

// %% notebooks/20_notebook/05_parse.ipynb#5d0b700c d2a0f47f
/** The outputs of a code cell. @internal */
export function readOutputs(outputs: JsonValue | undefined, where: Where): Output[] {
  if (outputs === undefined || outputs === null) return [];
  if (!Array.isArray(outputs)) throw invalid('has outputs that are no list', where);
  return Object.freeze(outputs.map((output) => freeze(readOutput(output, where), 1))) as unknown as Output[];
}

/** One output; the very object of the file when nothing is missing. @internal */
export function readOutput(output: JsonValue, where: Where): JsonObject {
  if (!isJsonObject(output) || typeof output.output_type !== 'string')
    throw invalid('has an output without output_type', where);
  const missing: JsonObject = {};
  if (output.output_type === 'stream') {
    if (output.text === undefined) missing.text = '';
    else readText(output.text, 'stream output', where);
    if (typeof output.name !== 'string') missing.name = 'stdout';
  } else if (output.output_type === 'error') {
    if (!Array.isArray(output.traceback)) missing.traceback = [];
    for (const key of ['ename', 'evalue']) if (typeof output[key] !== 'string') missing[key] = '';
  } else {
    for (const key of ['data', 'metadata']) if (!isJsonObject(output[key])) missing[key] = {};
  }
  return Object.keys(missing).length === 0 ? output : { ...output, ...missing };
}

// %% notebooks/20_notebook/05_parse.ipynb#5d0b700f b93c76e8
/** The top of the file, when it is that of a notebook. @internal */
export function checkFormat(file: JsonValue, path: string | undefined): JsonObject {
  const name = path ?? 'the text';
  const where = { notebook: path };
  const hint = 'octavo text apply new.ipynb view.ts   (makes a notebook of a text view)';
  const none = (what: string) =>
    new OctavoError('notebook-invalid', `${name} is no notebook: ${what}`, { where, hint });
  if (!isJsonObject(file))
    throw none(`it holds a JSON ${Array.isArray(file) ? 'list' : file === null ? 'null' : typeof file}`);
  const { nbformat } = file;
  if (typeof nbformat !== 'number') throw none('it has no number "nbformat"');
  if (nbformat < 4) {
    const convert = `jupyter nbconvert --to notebook --nbformat 4 ${path ?? 'NOTEBOOK'}`;
    throw new OctavoError('notebook-too-old', `${name} is of nbformat ${nbformat}; Octavo reads 4`, {
      where,
      hint: convert,
    });
  }
  if (nbformat >= 5)
    throw new OctavoError('notebook-too-new', `${name} is of nbformat ${nbformat}; Octavo reads 4`, { where });
  if (!Array.isArray(file.cells)) throw none('it has no list "cells"');
  return file;
}

// %% notebooks/20_notebook/05_parse.ipynb#5d0b7091 b2287237
/** The error for a cell of a wrong shape. @internal */
export function invalid(what: string, where: Where): OctavoError {
  return new OctavoError('notebook-invalid', `${where.notebook ?? 'the notebook'} cell ${where.cell} ${what}`, {
    where,
  });
}

/** The error for a text that is not JSON. @internal */
export function jsonError(problem: JsonProblem, text: string, path: string | undefined): OctavoError {
  const name = path ?? 'the text';
  const where = { notebook: path, line: problem.line };
  const place = `${name} line ${problem.line} column ${problem.column}`;
  const isFile = path !== undefined && path !== '-' && !/^[a-z][a-z0-9+]*:\/\//.test(path); // no pipe and no address
  const older = isFile ? `git log --oneline -- ${shellWord(path)}   (an older version may be whole)` : undefined;
  const truncated = (what: string) => new OctavoError('notebook-truncated', what, { where, hint: older });
  if (text.trim() === '') return truncated(`${name} is empty`);
  if (problem.truncated) return truncated(`${place}: the file ends too early, it was cut short`);
  const stem = isFile && /^(.+)\.[cm]?[jt]s$/.exec(path)?.[1]; // of a program, or the text of a notebook
  const made =
    stem && `octavo text apply ${shellWord(`${stem}.ipynb`)} ${shellWord(path)}   (makes a notebook of a text)`;
  const conflict = /^(<{7}|={7}|>{7})/m.test(text) ? '; it has merge conflict marks' : '';
  return new OctavoError('notebook-not-json', `${place}: not JSON: ${problem.message}${conflict}`, {
    where,
    hint: made || older,
  });
}
