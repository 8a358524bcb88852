import { type EncodedSourceMap, originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import { stripTypesMap } from './strip-types.ts';
import type { CellCode } from './transform-cell.ts';

export interface Position {
  line: number; // 1-based
  column: number; // 1-based, in UTF-16 units
}

/** Where in the cell as written a place of its runnable code comes from. Undefined for what the kernel put there. */
export function positionInCell(cell: CellCode, place: Position): Position | undefined {
  const maps = mapsOf(cell);
  const between = look(maps.edits, place);
  return between && look(maps.types, between);
}

/** The same for an offset in the cell's JavaScript. */
export function positionOfOffset(cell: CellCode, offset: number): Position | undefined {
  const before = cell.javascript.slice(0, offset).split('\n');
  return look(mapsOf(cell).types, { line: before.length, column: (before.at(-1) ?? '').length + 1 });
}

function look(map: TraceMap, { line, column }: Position): Position | undefined {
  const found = originalPositionFor(map, { line, column: column - 1 });
  return found.line === null ? undefined : { line: found.line, column: found.column + 1 };
}

interface Maps {
  types: TraceMap; // JavaScript to TypeScript
  edits: TraceMap; // runnable code to JavaScript
}

const known = new WeakMap<CellCode, Maps>(); // most cells never need theirs

function mapsOf(cell: CellCode): Maps {
  let maps = known.get(cell);
  if (!maps) {
    const types = stripTypesMap(cell.source) ?? { version: 3, sources: [], names: [], mappings: '' };
    maps = {
      types: new TraceMap(types as EncodedSourceMap),
      edits: new TraceMap(cell.edits.generateMap({ hires: true }).toString()),
    };
    known.set(cell, maps);
  }
  return maps;
}
