import { readFileSync } from 'node:fs';
import { dirname, join, parse } from 'node:path';

/** The cell that a line of an exported module comes from. */
export interface ExportedLine {
  notebook: string; // relative to the project's root
  cell: string; // its id
  line: number | undefined; // in the cell; undefined when the notebook does not tell
}

interface Part {
  notebook: string;
  cell: string;
  start: number; // the number of its first line, behind the marker
  lines: string[];
}

const marker = /^\/\/ %% (\S.*\.ipynb)#(\S+)$/;

/** Finds the notebook cell that a line of a module was exported from; undefined when the module was not exported. */
export function findExportedCell(file: string, line: number): ExportedLine | undefined {
  try {
    const text = readFileSync(file, 'utf8');
    if (!text.startsWith('// Generated from ')) return undefined;
    const part = partAt(text.split('\n'), line);
    if (!part) return undefined;
    const source = cellSource(dirname(file), part);
    return {
      notebook: part.notebook,
      cell: part.cell,
      line: source && lineInCell(part.lines, source, line - part.start),
    };
  } catch {
    return undefined;
  }
}

function partAt(lines: string[], line: number): Part | undefined {
  const at = lines.findLastIndex((text, index) => index < line && marker.test(text));
  const [, notebook = '', cell = ''] = marker.exec(lines[at] ?? '') ?? [];
  if (at < 0) return undefined;
  const end = lines.findIndex((text, index) => index > at && marker.test(text));
  return { notebook, cell, start: at + 2, lines: lines.slice(at + 1, end < 0 ? undefined : end) };
}

/** The cell's lines; the notebook lies in the folder of the module's project, which is one of those above the module. */
function cellSource(folder: string, part: Part): string[] | undefined {
  const text = readText(join(folder, part.notebook));
  if (text === undefined) {
    return folder === parse(folder).root ? undefined : cellSource(dirname(folder), part);
  }
  const { cells } = JSON.parse(text) as { cells: { id?: string; source: string | string[] }[] };
  const cell = cells.find(({ id }) => id === part.cell);
  return cell && [cell.source].flat().join('').split('\n');
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/**
 * The line of a cell that line `index` of what was exported of it was. The exporter leaves out directives and imports,
 * puts `export` before declarations and marks into comments: both texts are laid side by side at the lines they share.
 */
function lineInCell(exported: string[], source: string[], index: number): number | undefined {
  const wanted = exported.map(withoutMarks);
  const given = source.map(withoutMarks);
  const pairs = sharedLines(wanted, given);
  const found = pairs.get(index);
  if (found !== undefined) return found + 1;
  const before = [...pairs.keys()].filter((one) => one < index).at(-1);
  return before === undefined
    ? undefined
    : Math.min((pairs.get(before) as number) + index - before, source.length - 1) + 1;
}

function withoutMarks(line: string): string {
  return line.replace(/^;?(?:export )?/, '').trimEnd();
}

/** The longest common subsequence of two texts, as pairs of line indices. */
function sharedLines(left: string[], right: string[]): Map<number, number> {
  const lengths = Array.from({ length: left.length + 1 }, () => new Uint16Array(right.length + 1));
  const at = (row: number, column: number) => lengths[row]?.[column] ?? 0;
  for (let row = left.length - 1; row >= 0; row--) {
    for (let column = right.length - 1; column >= 0; column--) {
      const longest =
        left[row] === right[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
      (lengths[row] as Uint16Array)[column] = longest;
    }
  }
  const pairs = new Map<number, number>();
  for (let row = 0, column = 0; row < left.length && column < right.length; ) {
    if (left[row] === right[column]) pairs.set(row++, column++);
    else if (at(row + 1, column) >= at(row, column + 1)) row++;
    else column++;
  }
  return pairs;
}
