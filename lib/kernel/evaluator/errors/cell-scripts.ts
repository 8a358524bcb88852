import {
  type CellCode,
  type CellImport,
  type Position,
  positionInCell,
  positionOfOffset,
} from '../../transform/index.ts';
import type { CellPlace } from '../protocol.ts';
import type { RunningCell } from '../running-cell.ts';

interface CellScript {
  name: string; // the cell as messages call it
  code: CellCode;
}

const scripts = new Map<string, CellScript>(); // by the file name that V8 knows them by

/** Remembers a cell's code under the file name that its script gets, so that stack frames can be told in its own lines. */
export function rememberCellScript(cell: RunningCell, code: CellCode): string {
  const file = `octavo-cell-${scripts.size + 1}`;
  scripts.set(file, { name: cellName(cell.place, cell.executionCount), code });
  return file;
}

export interface PlaceInCell {
  cell: string;
  position: Position | undefined;
  source: string;
}

/** Where a place in a script is in the cell as written; undefined when the script is no cell's. */
export function findInCellScript(file: string, position: Position): PlaceInCell | undefined {
  const script = scripts.get(file);
  if (!script) return undefined;
  return { cell: script.name, position: positionInCell(script.code, position), source: script.code.source };
}

/** Where in a cell an import stands. */
export function placeOfImport(cell: RunningCell, code: CellCode, { start }: CellImport): PlaceInCell {
  const position = positionOfOffset(code, start);
  return { cell: cellName(cell.place, cell.executionCount), position, source: code.source };
}

/** `train.ipynb cell b2c4d6e8 [3]`, or `In [3]` when the client did not say what it runs. */
export function cellName({ notebook, id, index }: CellPlace, executionCount: number): string {
  const parts = [notebook, id && `cell ${id}`, index !== undefined && `[${index}]`].filter(Boolean);
  return notebook || id ? parts.join(' ') : `In [${index ?? executionCount}]`;
}

export function showPlace(place: PlaceInCell): string {
  if (!place.position) return place.cell;
  return `${place.cell} line ${place.position.line}:${place.position.column}`;
}
