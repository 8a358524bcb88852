// Generated from notebooks/20_notebook/12_cell_line.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 5d0b7503 5d0b7504 5d0b7506 5d0b7509 5d0b7595 5d0b750a

// %% notebooks/20_notebook/12_cell_line.ipynb#5d0b7503 1200831b
import type { CellKind } from './cell.ts';
import { formatJson, type JsonObject } from './json/json.ts';
import { readJsonAt } from './json/json-reader.ts';

// %% notebooks/20_notebook/12_cell_line.ipynb#5d0b7504 7dbbb5d8
/** What a cell line says. @internal */
export interface CellLine {
  kind: CellKind;
  id?: string | undefined;
  metadata: JsonObject; // shown keys only
}

/** Metadata that programs leave behind and no person writes. A text view does not show it, and applying one keeps it. @internal */
export const quietKeys: ReadonlySet<string> = new Set([
  'ExecuteTime',
  'autoscroll',
  'collapsed',
  'execution',
  'papermill',
  'scrolled',
  'trusted',
]);

/** Tells whether a cell line shows this metadata. An empty list of tags, which runs leave behind on every cell, says nothing. @internal */
export function isShown(key: string, value: JsonObject[string]): boolean {
  return !quietKeys.has(key) && !(key === 'tags' && Array.isArray(value) && value.length === 0);
}

// %% notebooks/20_notebook/12_cell_line.ipynb#5d0b7506 69157747
/** Writes a cell line. `comment` is what begins a comment: `//` or `#`. @internal */
export function formatCellLine(line: CellLine, comment: string): string {
  const words = [`${comment} %%`];
  if (line.kind !== 'code') words.push(`[${line.kind}]`);
  if (line.id !== undefined) words.push(`id=${JSON.stringify(line.id)}`);
  const keys = Object.keys(line.metadata).filter((key) => isShown(key, line.metadata[key]));
  for (const key of keys.sort((a, b) => Number(b === 'tags') - Number(a === 'tags') || (a < b ? -1 : 1))) {
    const value = line.metadata[key];
    if (value === undefined) continue;
    const name = plainKey.test(key) && key !== 'id' ? key : JSON.stringify(key);
    words.push(`${name}=${formatJson(value, oneLine)}`);
  }
  return words.join(' ');
}

/** A key that needs no quotes. @internal */
export const plainKey = /^[\w.:/-]+$/;

/** JSON on one line. @internal */
export const oneLine = { newline: '', indent: '', comma: ', ', colon: ': ' };

// %% notebooks/20_notebook/12_cell_line.ipynb#5d0b7509 30e1d678
/** Reads a cell line. Returns undefined when the line is none, and a string when it is one that cannot be read: why. @internal */
export function parseCellLine(line: string, comment: string): CellLine | string | undefined {
  const mark = cellMark(comment).exec(line)?.[0];
  if (mark === undefined) return undefined;
  const found: CellLine = { kind: 'code', metadata: {} };
  const title: string[] = [];
  const entries: [string, JsonObject[string]][] = [];
  for (let at = mark.length; at < line.length; ) {
    const word = /\s*(\[(markdown|md|raw|code)\](?=\s|$)|((?:"(?:[^"\\]|\\.)*"|[^\s="]+)=)|\S+|$)/y;
    word.lastIndex = at;
    const [, text = '', kind, keyed] = word.exec(line) ?? [];
    at = word.lastIndex;
    if (text === '') break;
    if (kind) found.kind = kind === 'md' ? 'markdown' : (kind as CellKind);
    else if (!keyed && entries.length === 0) title.push(text);
    else if (!keyed) return `expected key=value, found ${text}`;
    else {
      const result = readAttribute(line, at);
      if (result === undefined) return `the value of ${keyed.slice(0, -1)} is not JSON`;
      entries.push([keyed.slice(0, -1), result.value]);
      at = result.end;
    }
  }
  const fault = takeEntries(found, entries);
  if (title.length > 0) found.metadata.title ??= title.join(' ');
  return fault ?? found;
}

// %% notebooks/20_notebook/12_cell_line.ipynb#5d0b7595 979dbc76
/** What begins a cell line; also without the blank, as some editors write it. @internal */
export function cellMark(comment: string): RegExp {
  return new RegExp(`^${comment} ?%%(?=\\s|$)`);
}

// %% notebooks/20_notebook/12_cell_line.ipynb#5d0b750a c4a37725
/** A value on a cell line: JSON, or a word without blanks and quotes. Undefined when it is neither. @internal */
export function readAttribute(line: string, at: number): { value: JsonObject[string]; end: number } | undefined {
  const result = readJsonAt(line, at);
  if (!('problem' in result) && /\s|$/.exec(line.slice(result.end))?.index === 0) return result;
  const word = /^[\w.:/-]+(?=\s|$)/.exec(line.slice(at))?.[0];
  return word === undefined ? undefined : { value: word, end: at + word.length };
}

/** Puts the values of a cell line where they belong. Returns what is wrong with them, if anything. @internal */
export function takeEntries(found: CellLine, entries: [string, JsonObject[string]][]): string | undefined {
  const metadata = new Map<string, JsonObject[string]>();
  for (const [written, value] of entries) {
    const key = written.startsWith('"') ? (JSON.parse(written) as string) : written;
    if (written !== 'id') metadata.set(key, value);
    else if (typeof value === 'string' && value !== '') found.id = value;
    else if (typeof value === 'number') found.id = String(value);
    else return 'id is no word';
  }
  found.metadata = Object.fromEntries(metadata);
  return undefined;
}
