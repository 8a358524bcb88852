import {
  decodedMappings,
  type EncodedSourceMap,
  encodedMappings,
  originalPositionFor,
  TraceMap,
} from '@jridgewell/trace-mapping';
import type { CellCode, CellSyntaxError } from '../../kernel/transform/index.ts';
import type { ModulePlace } from './exported-places.ts';

/** A module, and the map that leads back to the notebook file; the map takes longer to make than the module. */
export interface ModuleText {
  code: string;
  map: () => EncodedSourceMap;
}

type Segment = [column: number, source: number, line: number, column: number];

/** A place in the module at which the code of a cell begins. */
interface Placed {
  line: number; // 0-based
  column: number;
  fileLines: () => readonly number[]; // 1-based lines of the file, one for each line of the cell
  inModule?: ((line: number) => ModulePlace | undefined) | undefined; // where a 0-based line of the cell is exported to
  cell: CellCode | CellSyntaxError;
}

/** Puts a test module together, piece by piece. */
export function createModuleText(file: string, text: string) {
  const placed: Placed[] = [];
  let code = '';
  let line = 0; // where the text ends
  let column = 0;

  const add = (piece: string) => {
    code += piece;
    const parts = piece.split('\n');
    line += parts.length - 1;
    column = parts.length === 1 ? column + piece.length : (parts.at(-1)?.length ?? 0);
  };
  const place = (cell: Placed['cell'], fileLines: Placed['fileLines'], inModule?: Placed['inModule']) => {
    placed.push({ line, column, fileLines, cell, inModule });
  };
  return {
    add,
    addCode: (cell: CellCode, fileLines: Placed['fileLines'], inModule?: Placed['inModule']) => {
      place(cell, fileLines, inModule);
      add(cell.code);
    },
    /** A function that throws what is wrong with a cell, from the place where it is wrong. */
    addThrow: (error: CellSyntaxError, fileLines: Placed['fileLines']) => {
      add('() => { throw ');
      place(error, fileLines);
      add(`new SyntaxError(${JSON.stringify(error.message)}); }`);
    },
    finish: (): ModuleText => ({ code, map: () => mapOf(placed, line, file, text) }),
  };
}

function mapOf(placed: readonly Placed[], lastLine: number, file: string, text: string): EncodedSourceMap {
  const fileText = text.split('\n');
  const lines: Segment[][] = Array.from({ length: lastLine + 1 }, () => []);
  const sources = [file];
  for (const { line, column, fileLines: linesOf, cell, inModule } of placed) {
    const fileLines = linesOf();
    const modulePlaces = new Map<number, ModulePlace | undefined>();
    const modulePlace = (inCell: number) => {
      if (!modulePlaces.has(inCell)) modulePlaces.set(inCell, inModule?.(inCell));
      return modulePlaces.get(inCell);
    };
    /** The segment of a 0-based place in the cell. */
    const segment = (generated: number, inCell: number, inLine: number): Segment => {
      const exported = modulePlace(inCell);
      if (exported) {
        if (!sources.includes(exported.file)) sources.push(exported.file);
        return [generated, sources.indexOf(exported.file), exported.line - 1, exported.shift + inLine];
      }
      const fileLine = (fileLines[inCell] ?? fileLines.at(-1) ?? 1) - 1;
      const indent = /^[ \t]*"?/.exec(fileText[fileLine] ?? '')?.[0].length ?? 0;
      return [generated, 0, fileLine, indent + inLine];
    };
    if (!('maps' in cell)) {
      lines[line]?.push(segment(column, cell.line - 1, cell.column - 1));
      continue;
    }
    const [first, ...others] = cell.maps.map((make) => new TraceMap(make() ?? nothing));
    for (const [index, segments] of (first ? decodedMappings(first) : []).entries()) {
      for (const [generated, source, foundLine, foundColumn] of segments) {
        if (source === undefined || foundLine === undefined || foundColumn === undefined) continue;
        const found = look(others, foundLine + 1, foundColumn);
        if (found)
          lines[line + index]?.push(segment(generated + (index === 0 ? column : 0), found.line - 1, found.column));
      }
    }
  }
  const mappings = encodedMappings(new TraceMap({ version: 3, sources, names: [], mappings: lines as never }));
  const sourcesContent = sources.map((_, at) => (at === 0 ? text : null)); // modules are read from their files
  return { version: 3, sources, sourcesContent, names: [], mappings };
}

const nothing: EncodedSourceMap = { version: 3, sources: [], names: [], mappings: '' };

function look(maps: TraceMap[], line: number, column: number): { line: number; column: number } | undefined {
  let place = { line, column };
  for (const map of maps) {
    const found = originalPositionFor(map, place);
    if (found.line === null) return undefined;
    place = found;
  }
  return place;
}
