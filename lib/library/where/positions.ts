// Generated from notebooks/30_library/20_where/02_positions.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 30b21003 30b21005 30b21007 30b21008 30b2100b 30b2100c 30b21011

// %% notebooks/30_library/20_where/02_positions.ipynb#30b21003 b81c1ce4
import { posix } from 'node:path';
import { isOctavoError } from '../../errors/index.ts';
import { type BlockPiece, blockPieces, placeInBlock, placeInCell } from './block-map.ts';
import { parseModule } from '../blocks.ts';
import { collectNotebook, type ExportedCell } from '../collect.ts';
import { makeModule, type ModuleCell } from '../module.ts';
import type { OwnPackage } from '../source/resolve.ts';
import type { Cell } from '../../notebook/cell.ts';
import { matchedLine } from '../../notebook/exported-line.ts';
import { cellFileLines } from '../../notebook/file-lines.ts';
import type { Notebook } from '../../notebook/notebook.ts';
import { parseNotebook } from '../../notebook/parse.ts';

// %% notebooks/30_library/20_where/02_positions.ipynb#30b21005 84da57a0
/** A cell with all that a message says of its place. */
export interface PlacedCell {
  cell: Cell;
  index: number | undefined; // [n]; undefined for a cell that does not run
  first: number; // line of the file on which the cell begins
  last: number;
  fileLines: number[]; // for each line of the source, where it stands in the file
}

/** The cells of a notebook with their places. Throws what `parseNotebook` throws. */
export function placeCells(text: string, path: string): { notebook: Notebook; cells: PlacedCell[] } {
  const notebook = parseNotebook(text, { path });
  const lines = cellFileLines(text);
  let count = 0;
  const cells = notebook.cells.map((cell, at): PlacedCell => {
    const { first = 1, last = 1, source = [1] } = lines[at] ?? {};
    const runs = cell.kind === 'code' && cell.source.trim() !== '';
    return { cell, index: runs ? ++count : undefined, first, last, fileLines: source };
  });
  return { notebook, cells };
}

// %% notebooks/30_library/20_where/02_positions.ipynb#30b21007 65463a84
/** A block of a module beside its cell. Lines are 1-based. */
export interface PositionedBlock {
  notebook: string; // from the project's root
  cell: string; // id
  marker: number; // line of the module
  first: number; // line of the module on which the text begins
  lines: string[]; // of the text
  placed: PlacedCell | undefined; // undefined when the notebook, or this cell in it, is not to be had
  stale: boolean; // the block is not what the cell exports now
  pieces: BlockPiece[] | undefined; // undefined when lines must be compared: it is stale, or is made of prose
}

/** A module and its notebooks, laid side by side. */
export interface ModulePositions {
  path: string; // from the project's root
  notebook: string; // whose module it is
  lineCount: number;
  blocks: PositionedBlock[];
}

/** What must be known of a project to follow its exporter. */
export interface PositionsContext {
  lib: string; // folder of the modules, from the project's root
  own: OwnPackage;
}

/**
 * Lays a module beside its notebooks. `notebooks` are their texts by path; one that is missing, or that cannot be read,
 * leaves its blocks without cells. Undefined when the text is no exported module.
 */
export function modulePositions(
  module: { path: string; text: string },
  notebooks: ReadonlyMap<string, string>,
  context: PositionsContext,
): ModulePositions | undefined {
  const parsed = parseModule(module.text);
  if (!parsed?.blocks.length && !parsed?.cells) return undefined;
  const { placed, made } = _exportAgain(module.path, parsed.notebook, notebooks, context);
  const lines = module.text.replaceAll('\r\n', '\n').split('\n');
  const blocks = parsed.blocks.flatMap(({ notebook, id, line, text }): PositionedBlock[] => {
    if (notebook === undefined || id === undefined) return [];
    let first = line; // 0-based, of the line below the marker
    while (first < lines.length && (lines[first] as string).trim() === '' && text !== '') first++;
    const cell = placed.get(notebook)?.find((one) => one.cell.id === id);
    const now = made.find((one) => one.notebook === notebook && one.id === id);
    const stale = now?.text !== text;
    const isSource = !stale && now?.cell.form === undefined;
    const pieces = now && isSource ? blockPieces({ ...now, source: now.cell.source }) : undefined;
    return [
      { notebook, cell: id, marker: line, first: first + 1, lines: text.split('\n'), placed: cell, stale, pieces },
    ];
  });
  return { path: module.path, notebook: parsed.notebook, lineCount: lines.length, blocks };
}

// %% notebooks/30_library/20_where/02_positions.ipynb#30b21008 c45df1ee
/** What the exporter would write into a module now, of the notebooks that are known. */
function _exportAgain(
  path: string,
  owner: string,
  notebooks: ReadonlyMap<string, string>,
  { lib, own }: PositionsContext,
): { placed: Map<string, PlacedCell[]>; made: ModuleCell[] } {
  const placed = new Map<string, PlacedCell[]>();
  const collected: ExportedCell[] = [];
  for (const name of [...notebooks.keys()].sort(
    (a, b) => Number(b === owner) - Number(a === owner) || (a < b ? -1 : 1),
  )) {
    try {
      const { notebook, cells } = placeCells(notebooks.get(name) as string, name);
      placed.set(name, cells);
      collected.push(...collectNotebook(notebook, name).cells);
    } catch (error) {
      if (!isOctavoError(error)) throw error; // the export tells what is wrong with it
    }
  }
  const name = posix.relative(lib, path).replace(/\.ts$/, '');
  const cells = collected.filter((cell) => cell.module === name);
  return { placed, made: makeModule(owner, cells, { own, module: path, exists: () => true }).blocks };
}

// %% notebooks/30_library/20_where/02_positions.ipynb#30b2100b a9313c27
/** A place in a notebook, as messages say it. Lines and columns are 1-based. */
export interface CellPlace {
  notebook: string; // from the project's root
  fileLine: number | undefined; // of the notebook's file; undefined when it is not to be had
  cell: string | undefined; // id; undefined for the header of the module
  index: number | undefined; // [n]
  line: number | undefined; // in the cell
  column: number | undefined;
  text: string | undefined; // that line of the cell
  stale: boolean; // found by comparing lines, because the module is not what the notebook exports now
}

/** The place in a notebook of a place in its module. A line between two blocks belongs to the block above it. Undefined beyond the end. */
export function cellPlaceOf(positions: ModulePositions, line: number, column?: number): CellPlace | undefined {
  if (line < 1 || line > positions.lineCount) return undefined;
  const block = positions.blocks.findLast(({ marker }) => marker <= line);
  const nowhere = { cell: undefined, index: undefined, line: undefined, column: undefined, text: undefined };
  if (!block) return { notebook: positions.notebook, fileLine: undefined, ...nowhere, stale: false };
  const { notebook, cell, placed, pieces, lines } = block;
  if (!placed) return { notebook, fileLine: undefined, ...nowhere, cell, stale: true };
  const at = Math.min(line - block.first, lines.length - 1);
  if (line < block.first) return _placeIn(block, 1, undefined);
  if (!pieces) return _placeIn(block, (matchedLine(lines, placed.cell.source.split('\n'), at) ?? 0) + 1, undefined);
  const map = { pieces, source: placed.cell.source.replaceAll('\r\n', '\n'), text: lines.join('\n') };
  const found = placeInCell(map, at + 1, line - block.first > at ? undefined : column);
  return _placeIn(block, found.line, column === undefined ? undefined : found.column);
}

// %% notebooks/30_library/20_where/02_positions.ipynb#30b2100c fa134633
function _placeIn(
  { notebook, cell, placed, stale }: PositionedBlock,
  line: number,
  column: number | undefined,
): CellPlace {
  const text = placed?.cell.source.split('\n')[line - 1]?.replace(/\r$/, '');
  const fileLine = placed?.fileLines[line - 1];
  return { notebook, fileLine, cell, index: placed?.index, line, column, text, stale };
}

// %% notebooks/30_library/20_where/02_positions.ipynb#30b21011 61123866
/** A place in a module. */
export interface ModulePlace {
  path: string; // from the project's root
  line: number;
  column: number | undefined;
  leftOut: boolean; // the exporter left the line out; the place is where the cell begins
  stale: boolean;
}

/** The place in a module of a line of a cell (1-based); undefined when the module has no block of that cell. */
export function modulePlaceOf(
  positions: ModulePositions,
  { notebook, cell, line, column }: { notebook: string; cell: string; line: number; column?: number | undefined },
): ModulePlace | undefined {
  const block = positions.blocks.find((one) => one.notebook === notebook && one.cell === cell);
  if (!block?.placed) return undefined;
  const { pieces, placed, first, lines, stale } = block;
  const begin = { path: positions.path, line: first, column: undefined, leftOut: true, stale };
  if (pieces) {
    const map = { pieces, source: placed.cell.source.replaceAll('\r\n', '\n'), text: lines.join('\n') };
    const found = placeInBlock(map, line, column);
    if (!found) return begin;
    const shown = column === undefined ? undefined : found.column;
    return { ...begin, line: first + found.line - 1, column: shown, leftOut: false };
  }
  const source = placed.cell.source.split('\n');
  const at = lines.findIndex((_, index) => matchedLine(lines, source, index) === line - 1);
  return at < 0 ? begin : { ...begin, line: first + at, leftOut: false };
}
