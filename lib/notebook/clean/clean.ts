// Generated from notebooks/20_notebook/18_clean/03_clean.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 5d0c2003 5d0c2005 5d0c2006 5d0c2014 5d0c2008 5d0c200a

// %% notebooks/20_notebook/18_clean/03_clean.ipynb#5d0c2003 73f387cd
import type { Cell, Output } from '../cell.ts';
import { directiveLines } from '../directives.ts';
import { formatNotebook } from '../format.ts';
import { isJsonObject, joinLines, type JsonObject, type JsonValue } from '../json/json.ts';
import type { Notebook } from '../notebook.ts';
import { originOf, parseNotebook } from '../parse.ts';
import { upgradeNotebook } from '../upgrade.ts';
import { type CleanSettings, readCleanSettings, volatileKeys, withoutKeys } from './volatile.ts';
import { cleanString, mayBeVolatile, type PathPlace, type TextRule, textRules } from './volatile-text.ts';

// %% notebooks/20_notebook/18_clean/03_clean.ipynb#5d0c2005 7d69aa5b
/** How to clean. */
export interface CleanOptions {
  settings?: CleanSettings | undefined; // default: readCleanSettings(undefined)
  places?: readonly PathPlace[] | undefined; // folders of this machine; default: none
  path?: string | undefined; // for messages
}

/** What was taken out: how many times each rule found something. Also `outputs` (cells that lost theirs), `ids` (made up), `upgrade`, `metadata` (keys of `remove`). */
export type Removed = Record<string, number>;

/** A notebook without what is volatile in it, and what that was. */
export interface Cleaned {
  notebook: Notebook;
  removed: Removed;
}

/** A function that cleans notebooks, all in the same way. It returns the same notebook when there was nothing to take out. */
export function notebookCleaner(options: CleanOptions = {}): (notebook: Notebook) => Cleaned {
  const settings = options.settings ?? readCleanSettings(undefined);
  const rules = textRules(settings.keep, options.places ?? []);
  const keys = volatileKeys(settings);
  if (settings.outputs === 'clear') keys.set(`notebook.widgets.${widgetState}`, 'outputs');
  return (notebook) => {
    const removed: Removed = {};
    const count = (rule: string) => {
      removed[rule] = (removed[rule] ?? 0) + 1;
    };
    const job: CleanJob = { settings, count, keys, rules };
    const whole = _withIds(notebook, job);
    const cells = _mapSame(whole.cells, (cell) => cleanCell(cell, job));
    const metadata = cleanMetadata(whole.metadata, 'notebook', job);
    if (cells === whole.cells && metadata === whole.metadata) return { notebook: whole, removed };
    return { notebook: { ...whole, cells: cells as Cell[], metadata }, removed };
  };
}

/** The notebook without what is volatile in it; the same notebook when there was nothing. */
export function cleanNotebook(notebook: Notebook, options: CleanOptions = {}): Cleaned {
  return notebookCleaner(options)(notebook);
}

/** Cleans the text of a notebook file. `clean` is what `notebookCleaner` made. Throws what `parseNotebook` throws. */
export function cleanNotebookText(
  text: string,
  options: CleanOptions = {},
  clean: (notebook: Notebook) => Cleaned = notebookCleaner(options),
): { text: string; removed: Removed } {
  const read = parseNotebook(text, { path: options.path });
  const { notebook, removed } = clean(read);
  if (notebook === read) return { text, removed };
  const quick = removed.ids || removed.upgrade ? undefined : rewritePlain(text, notebook);
  return { text: quick ?? formatNotebook(notebook), removed };
}

// %% notebooks/20_notebook/18_clean/03_clean.ipynb#5d0c2006 eca800b1
/** What is known while one notebook is cleaned. @internal */
export interface CleanJob {
  settings: CleanSettings;
  keys: ReadonlyMap<string, string>;
  rules: TextRule[];
  count: (rule: string) => void;
}

/** What Jupyter keeps of the widgets in outputs. @internal */
export const widgetState = 'application/vnd.jupyter.widget-state+json';

/** The notebook with an id for each cell, where its format has ids. */
function _withIds(notebook: Notebook, { settings, count }: CleanJob): Notebook {
  if (notebook.nbformatMinor < 5 && !settings.upgrade) return notebook;
  const whole = upgradeNotebook(notebook);
  if (notebook.nbformatMinor < 5) count('upgrade');
  else for (const [index, cell] of whole.cells.entries()) if (cell !== notebook.cells[index]) count('ids');
  return whole;
}

/** A list with each value put through a function; the same list when none changed. */
function _mapSame<Value>(values: readonly Value[], map: (value: Value) => Value): readonly Value[] {
  let result: Value[] | undefined;
  for (const [index, value] of values.entries()) {
    const mapped = map(value);
    if (Object.is(mapped, value)) continue;
    result ??= [...values];
    result[index] = mapped;
  }
  return result ?? values;
}

// %% notebooks/20_notebook/18_clean/03_clean.ipynb#5d0c2014 e0b8528e
/** The text of a cleaned notebook whose file is laid out as JSON.stringify would; undefined for any other. @internal */
export function rewritePlain(text: string, notebook: Notebook): string | undefined {
  const origin = originOf(notebook);
  if (!origin) return undefined;
  const mark = text.startsWith('\ufeff') ? 1 : 0;
  const indent = /^\ufeff?\{\n([ \t]+)"/.exec(text)?.[1];
  const plain = JSON.stringify(origin.file, undefined, indent);
  if (!text.startsWith(plain, mark)) return undefined;
  const cells = notebook.cells.map(_inFile);
  if (!cells.every((cell) => cell !== undefined)) return undefined;
  const file: JsonObject = { ...origin.file, cells };
  if (notebook.metadata !== origin.read.metadata) file.metadata = notebook.metadata;
  return text.slice(0, mark) + JSON.stringify(file, undefined, indent) + text.slice(mark + plain.length);
}

/** A cleaned cell as the file has it, with no key added or moved; undefined where reading had to add something to it. */
function _inFile(cell: Cell): JsonObject | undefined {
  const origin = originOf(cell);
  if (!origin) return undefined;
  const { file, read } = origin;
  const changes: JsonObject = {};
  if (cell.metadata !== read.metadata) changes.metadata = cell.metadata;
  if (cell.executionCount !== read.executionCount) changes.execution_count = cell.executionCount;
  if (cell.outputs !== read.outputs) {
    const inFile = Array.isArray(file.outputs) ? file.outputs : [];
    if (read.outputs.some((output, index) => (output as JsonValue) !== inFile[index])) return undefined;
    changes.outputs = cell.outputs as JsonValue[];
  }
  if (Object.keys(changes).some((key) => !Object.hasOwn(file, key))) return undefined;
  return Object.keys(changes).length === 0 ? file : { ...file, ...changes };
}

// %% notebooks/20_notebook/18_clean/03_clean.ipynb#5d0c2008 a9195808
/** One cell. @internal */
export function cleanCell(cell: Cell, job: CleanJob): Cell {
  const { settings, count } = job;
  const metadata = cleanMetadata(cell.metadata, 'cell', job);
  const goes =
    cell.outputs.length > 0 && !(settings.outputs === 'keep' || (settings.outputs === 'lesson' && isLesson(cell)));
  if (goes) count('outputs');
  const outputs = goes ? [] : (_mapSame(cell.outputs, (output) => cleanOutput(output, job)) as Output[]);
  const counted = cell.executionCount !== null && !settings.keep.includes('counts');
  if (counted) count('counts');
  if (metadata === cell.metadata && outputs === cell.outputs && !counted) return cell;
  return { ...cell, metadata, outputs, executionCount: counted ? null : cell.executionCount };
}

/** Whether the outputs of a cell teach: it has the directive `keep`. @internal */
export function isLesson(cell: Pick<Cell, 'source' | 'metadata'>): boolean {
  for (const { name, value } of directiveLines(cell.source)) if (name === 'keep') return value !== 'false';
  const { nbdev } = cell.metadata;
  return isJsonObject(nbdev) && Object.hasOwn(nbdev, 'keep') && String(nbdev.keep) !== 'false';
}

/** Metadata without what is volatile, and without absolute paths. @internal */
export function cleanMetadata(metadata: JsonObject, place: string, { keys, rules, count }: CleanJob): JsonObject {
  const rest = withoutKeys(metadata, place, keys, count);
  const paths = rules.filter(({ rule }) => rule === 'paths');
  return mapStrings(rest, (text) => cleanString(text, paths, count), 'tags') as JsonObject;
}

// %% notebooks/20_notebook/18_clean/03_clean.ipynb#5d0c200a 99f21632
/** One output. @internal */
export function cleanOutput(output: Output, job: CleanJob): Output {
  const { rules, count, settings } = job;
  const texts = rules.filter(({ onlyTraceback }) => !onlyTraceback);
  const clean = (text: string) => cleanString(text, texts, count);
  const changes: JsonObject = {};
  const set = (key: string, before: JsonValue, after: JsonValue) => {
    if (after !== before) changes[key] = after;
  };
  if (output.output_type === 'stream') {
    const lines = output.text;
    if (mayBeVolatile(joinLines(lines), texts)) set('text', lines, mapStrings(lines, clean));
  } else if (output.output_type === 'error') {
    set('evalue', output.evalue, clean(output.evalue));
    set(
      'traceback',
      output.traceback,
      mapStrings(output.traceback, (line) => cleanString(line, rules, count)),
    );
  } else {
    const entries = Object.entries(output.data).map(([type, value]) => [
      type,
      isText(type) ? mapStrings(value as JsonValue, clean) : value,
    ]);
    if (entries.some(([type, value]) => !Object.is(value, output.data[type as string])))
      changes.data = Object.fromEntries(entries);
    set('metadata', output.metadata, cleanMetadata(output.metadata, 'output', job));
  }
  if ('execution_count' in output && output.execution_count !== null && !settings.keep.includes('counts')) {
    count('counts');
    changes.execution_count = null;
  }
  return Object.keys(changes).length === 0 ? output : ({ ...output, ...changes } as Output);
}

/** Whether a MIME type is one of texts. @internal */
export function isText(type: string): boolean {
  return type.startsWith('text/') || /[/+](json|javascript|xml)$/.test(type);
}

/** A JSON value with each of its strings put through a function; the same value when none changed. What stands under `except` is left alone. @internal */
export function mapStrings(value: JsonValue, map: (text: string) => string, except?: string): JsonValue {
  if (typeof value === 'string') return map(value);
  if (Array.isArray(value)) return _mapSame(value, (part) => mapStrings(part, map, except)) as JsonValue[];
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).map(
    ([key, part]) => [key, key === except || part === undefined ? part : mapStrings(part, map, except)] as const,
  );
  return entries.some(([key, part]) => !Object.is(part, value[key])) ? Object.fromEntries(entries) : value;
}
