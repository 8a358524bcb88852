import { type EncodedSourceMap, originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import type { CellCode } from './cell-code.ts';
import { lineAndColumn } from './cell-syntax-error.ts';
import type { MadeText, MapMaker } from './made-text.ts';

export interface Position {
  line: number; // 1-based
  column: number; // 1-based, in UTF-16 units
}

/** Where in the cell as written a place of its runnable code comes from. Undefined for what the kernel put there. */
export function positionInCell(cell: CellCode, place: Position): Position | undefined {
  return look(mapsOf(cell), place);
}

/** The same for an offset in the cell's JavaScript. */
export function positionOfOffset(cell: CellCode, offset: number): Position | undefined {
  return look(mapsOf(cell).slice(1), lineAndColumn(cell.javascript, offset));
}

/** The same for an offset in a text that was made of the cell. */
export function positionOfMade({ text, maps }: MadeText, offset: number): Position | undefined {
  return look(traceMaps(maps), lineAndColumn(text, offset));
}

function look(maps: TraceMap[], place: Position): Position | undefined {
  let { line, column } = place;
  for (const map of maps) {
    const found = originalPositionFor(map, { line, column: column - 1 });
    if (found.line === null) return undefined;
    line = found.line;
    column = found.column + 1;
  }
  return { line, column };
}

const known = new WeakMap<CellCode, TraceMap[]>(); // most cells never need theirs
const empty: EncodedSourceMap = { version: 3, sources: [], names: [], mappings: '' };

function mapsOf(cell: CellCode): TraceMap[] {
  let maps = known.get(cell);
  if (!maps) {
    maps = traceMaps(cell.maps);
    known.set(cell, maps);
  }
  return maps;
}

function traceMaps(makers: MapMaker[]): TraceMap[] {
  return makers.map((make) => new TraceMap(make() ?? empty));
}
