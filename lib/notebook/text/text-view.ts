// Generated from notebooks/20_notebook/19_text/01_text_view.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 5d0b7603 5d0b7605 5d0b7608 5d0b7609 5d0b760c 5d0b7697 5d0b760d 5d0b7610

// %% notebooks/20_notebook/19_text/01_text_view.ipynb#5d0b7603 5310f610
import { OctavoError } from '../../errors/index.ts';
import type { CellKind } from '../cell.ts';
import { cellMark, formatCellLine, parseCellLine } from '../cell-line.ts';
import { isJsonObject, type JsonObject } from '../json/json.ts';
import { type Notebook, notebookKernelName, notebookLanguage } from '../notebook.ts';

// %% notebooks/20_notebook/19_text/01_text_view.ipynb#5d0b7605 2e9afde1
/** The lines of a cell's source as the view shows them. @internal */
export function showSource(kind: CellKind, source: string, comment: string): string[] {
  if (source === '') return [];
  const lines = source.split('\n');
  const shown = kind === 'code' ? lines : lines.map((line) => (line === '' ? comment : `${comment} ${line}`));
  const mark = new RegExp(`^(${comment} ?)(\\\\*%%)`);
  return shown.map((line) => line.replace(mark, '$1\\$2'));
}

/** The source of a cell of which the view shows these lines. Prose without the comment mark is taken as it is. @internal */
export function readSource(kind: CellKind, lines: string[], comment: string): string {
  const mark = new RegExp(`^(${comment} ?)\\\\(\\\\*%%)`);
  const prose = new RegExp(`^${comment} ?`);
  const plain = lines.map((line) => line.replace(mark, '$1$2'));
  if (kind === 'code') return plain.join('\n');
  const end = plain.findLastIndex((line) => line.trim() !== '') + 1;
  return plain
    .slice(0, end)
    .map((line) => line.replace(prose, ''))
    .join('\n');
}

// %% notebooks/20_notebook/19_text/01_text_view.ipynb#5d0b7608 d5bd5576
/** Shows a notebook as text, in Jupytext's percent format with cell ids; outputs are left out. `applyText` is the way back. */
export function showText(notebook: Notebook): string {
  const comment = commentOf(notebook);
  const blocks = notebook.cells.map(({ kind, id, metadata, source }) => {
    const lines = [formatCellLine({ kind, id, metadata }, comment), ...showSource(kind, source, comment)];
    return lines.map((line) => `${line}\n`).join('');
  });
  return [...showKernel(notebook, comment), ...blocks].join('\n');
}

// %% notebooks/20_notebook/19_text/01_text_view.ipynb#5d0b7609 30037141
/** Languages whose comments begin with `#`. @internal */
export const hashLanguages: ReadonlySet<string> = new Set([
  'bash',
  'julia',
  'perl',
  'powershell',
  'python',
  'r',
  'ruby',
  'sh',
]);

/** What begins a comment in the language of a notebook. @internal */
export function commentOf(notebook: Notebook): string {
  return hashLanguages.has(notebookLanguage(notebook) ?? '') ? '#' : '//';
}

/** The block that names the kernel, as Jupytext writes it; nothing for TypeScript on the usual kernel. @internal */
export function showKernel(notebook: Notebook, comment: string): string[] {
  const kernel = notebook.metadata.kernelspec;
  if (!isJsonObject(kernel) || notebookKernelName(notebook) === 'tslab') return [];
  const words = Object.entries(kernel).filter(([, value]) => typeof value === 'string');
  const lines = words.sort().map(([key, value]) => `    ${key}: ${JSON.stringify(value)}`);
  return [['---', 'jupyter:', '  kernelspec:', ...lines, '---'].map((line) => `${comment} ${line}\n`).join('')];
}

// %% notebooks/20_notebook/19_text/01_text_view.ipynb#5d0b760c ae78f12c
/** A cell of a text view. @internal */
export interface TextCell {
  kind: CellKind;
  id?: string | undefined;
  metadata: JsonObject;
  source: string;
  line: number; // 1-based, of its cell line
}

/** What a text view says. @internal */
export interface TextView {
  cells: TextCell[];
  kernelspec?: JsonObject | undefined; // from the block at its top
  windows: boolean; // its line ends were \r\n
}

// %% notebooks/20_notebook/19_text/01_text_view.ipynb#5d0b7697 f766f6c3
/** Reads a text view. `path` names it in errors: `text-empty`, `text-invalid`. @internal */
export function parseText(text: string, comment: string, path?: string): TextView {
  const mark = cellMark(comment);
  const windows = text.split('\n').some((line) => mark.test(line) && line.endsWith('\r'));
  const lines = (windows ? text.replaceAll('\r\n', '\n') : text).replace(/^\ufeff/, '').split('\n');
  const starts = lines.flatMap((line, index) => (mark.test(line) ? [index] : []));
  checkTop(lines.slice(0, starts[0]), starts.length, comment, path);
  const cells = starts.map((start, index): TextCell => {
    const said = parseCellLine(lines[start] as string, comment) as Exclude<ReturnType<typeof parseCellLine>, undefined>;
    if (typeof said === 'string') throw textError('text-invalid', said, start + 1, path);
    const body = lines.slice(start + 1, starts[index + 1]);
    if (body.at(-1) === '') body.pop();
    return { ...said, source: readSource(said.kind, body, comment), line: start + 1 };
  });
  return { cells, kernelspec: readKernel(lines.slice(0, starts[0]), comment), windows };
}

// %% notebooks/20_notebook/19_text/01_text_view.ipynb#5d0b760d 23fb024c
/** The kernelspec of the block at the top, if there is one. @internal */
export function readKernel(lines: string[], comment: string): JsonObject | undefined {
  const plain = lines.map((line) => line.slice(comment.length + 1));
  const start = plain.findIndex((line) => /^ *kernelspec: *$/.test(line));
  if (start < 0) return undefined;
  const entries: [string, string][] = [];
  for (const line of plain.slice(start + 1)) {
    const [, key, value] = /^ {4,}(\w+): *(.*?) *$/.exec(line) ?? [];
    if (key === undefined || value === undefined) break;
    const quoted = /^(["'])(.*)\1$/.exec(value);
    entries.push([key, quoted?.[1] === '"' ? (JSON.parse(value) as string) : (quoted?.[2] ?? value)]);
  }
  return Object.fromEntries(entries);
}

// %% notebooks/20_notebook/19_text/01_text_view.ipynb#5d0b7610 4eef0cb0
/** Refuses a view that has no cell, or text that belongs to none. @internal */
export function checkTop(lines: string[], cellCount: number, comment: string, path: string | undefined): void {
  const dashes = new RegExp(`^${comment} ---\\s*$`);
  const first = lines.findIndex((line) => line.trim() !== '' && !line.startsWith('#!'));
  const last =
    first >= 0 && dashes.test(lines[first] as string)
      ? lines.findIndex((line, index) => index > first && dashes.test(line))
      : -1;
  const stray = lines.findIndex((line, index) => index > last && index >= first && first >= 0 && line.trim() !== '');
  if (cellCount === 0) throw textError('text-empty', `there is no cell line (${comment} %%)`, undefined, path);
  if (stray >= 0) throw textError('text-invalid', `text before the first cell line (${comment} %%)`, stray + 1, path);
}

/** An error in a text view. @internal */
export function textError(code: string, what: string, line: number | undefined, path: string | undefined): OctavoError {
  const name = path ?? 'the text view';
  const hint = 'octavo text show NOTEBOOK.ipynb   (shows how a view looks)';
  return new OctavoError(code, `${name}${line === undefined ? '' : ` line ${line}`}: ${what}`, {
    where: { notebook: path, line },
    hint,
  });
}
