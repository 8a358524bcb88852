import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { formatWhere } from '../../../errors/where.ts';
import type { Position } from '../../transform/index.ts';
import { withoutVersions } from '../modules/versioned-url.ts';
import { withOwnBuiltins } from '../own-builtins.ts';
import { findInCellScript, type PlaceInCell, showPlace } from './cell-scripts.ts';
import { cleanMessage } from './clean-message.ts';
import { cellOfSource, findExportedCell } from './exported-cells.ts';
import { originalPlace } from './module-places.ts';

export interface StackFrame {
  text: string; // `at f (train.ipynb cell b2c4d6e8 [3] line 2:5)`
  place: PlaceInCell | undefined; // when it is in a cell
}

const ownFolder = dirname(import.meta.dirname); // the evaluator's; in a package its modules are joined
const ownFolders = [ownFolder, join(ownFolder, '../in-process'), join(ownFolder, '../../program')];
const hidden = [...ownFolders.flatMap((folder) => [`${folder}/`, `${pathToFileURL(folder).href}/`]), 'node:'];
const framesByError = new WeakMap<object, StackFrame[]>();

/** Makes every `error.stack` tell places in cells as they are written, and leave out the kernel's and Node's own frames. */
export function tellStacksInCells(): void {
  Error.stackTraceLimit = 50; // the default of 10 often ends inside a library, before the cell
  Error.prepareStackTrace = (error, sites) =>
    withOwnBuiltins(() => {
      const frames = sites.flatMap(toFrame);
      framesByError.set(error, frames);
      return [headerOf(error), ...frames.map((frame) => `    ${frame.text}`)].join('\n');
    });
}

/** The frames of an error that was made under `tellStacksInCells`, else those that its stack lists. */
export function framesOf(error: Error): StackFrame[] {
  const stack = String(error.stack); // V8 calls prepareStackTrace when the stack is first read
  const known = framesByError.get(error);
  if (known) return known;
  const lines = stack.split('\n').filter((line) => /^\s+at /.test(line));
  return lines.map(readFrame);
}

/** A frame as text, of a stack that was made elsewhere: in another realm, or by a library that makes its own. */
function readFrame(line: string): StackFrame {
  const [script = '', file = '', row, column] = /(octavo-cell-\d+):(\d+):(\d+)/.exec(line) ?? [];
  const place = script === '' ? undefined : findInCellScript(file, { line: Number(row), column: Number(column) });
  return { text: (place ? line.replace(script, () => showPlace(place)) : withoutVersions(line)).trim(), place };
}

/** Adds a place in a cell to the frames of what was thrown there without the stack knowing: an import that failed. */
export function addFrame(error: unknown, place: PlaceInCell | undefined): void {
  if (!place || !(error instanceof Error)) return;
  const frames = framesOf(error);
  if (frames.some((frame) => frame.place)) return;
  framesByError.set(error, [...frames, { text: `at ${showPlace(place)}`, place }]);
}

/** The files whose own top level, not a function of theirs, stood in an error's stack: they were being loaded. */
export function loadingFiles(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  const urls = framesOf(error).map(({ text }) => /^at (?:async )?(file:\/\/\S+?):\d+:\d+/.exec(text)?.[1]);
  return urls.flatMap((url) => (url === undefined ? [] : [fileURLToPath(url)]));
}

/** Remembers the code that calls now. What it returns says where in a cell that is: work that is done only when asked for. */
export function callerPlace(): () => PlaceInCell | undefined {
  const here = new Error();
  return () => framesOf(here).find((frame) => frame.place)?.place;
}

function toFrame(site: NodeJS.CallSite): StackFrame[] {
  const file = site.getFileName() ?? '';
  if (hidden.some((start) => file.startsWith(start))) return [];
  const position = { line: site.getLineNumber() ?? 0, column: site.getColumnNumber() ?? 0 };
  const tell = (shown: string) => String(site).replace(`${file}:${position.line}:${position.column}`, () => shown);
  const place = findInCellScript(file, position);
  if (!place) return [{ text: withoutVersions(`at ${tell(modulePlace(file, position))}`), place }];
  return [{ text: `at ${tell(showPlace(place)).replace(/^async (?=\S+ cell |In \[)/, '')}`, place }];
}

const modulePlaces = new Map<string, string>(); // a library may read the stacks of many errors

/** A place in a module as its author knows it: in the file before it was compiled, and in the notebook it was exported from. */
function modulePlace(script: string, position: Position): string {
  const key = `${script}:${position.line}:${position.column}`;
  const known = modulePlaces.get(key) ?? findModulePlace(script, position);
  modulePlaces.set(key, known);
  return known;
}

function findModulePlace(script: string, position: Position): string {
  const original = originalPlace(script, position);
  const { line, column } = original?.position ?? position;
  const compiled = original && cellOfSource(original.file, line);
  if (compiled) return `${withoutVersions(`${script}:${position.line}:${position.column}`)}, ${formatWhere(compiled)}`;
  const file = original?.file ?? script;
  const exported = findExportedCell(file.startsWith('file:') ? fileURLToPath(file) : file, line);
  return withoutVersions(`${file}:${line}:${column}`) + (exported ? `, ${formatWhere(exported)}` : '');
}

function headerOf(error: Error): string {
  try {
    return cleanMessage(error, Error.prototype.toString.call(error));
  } catch {
    return 'Error';
  }
}

/** A frame with files below `folder` told relative to it. */
export function frameFrom(folder: string, text: string): string {
  const shortened = withoutVersions(text).replace(/file:\/\/[^\s()]+?(?=:\d+)/, (url) => {
    try {
      return fileURLToPath(url);
    } catch {
      return url;
    }
  });
  return shortened.replaceAll(`${folder}/`, '');
}
