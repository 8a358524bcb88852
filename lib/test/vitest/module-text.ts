import {
  decodedMappings,
  type EncodedSourceMap,
  encodedMappings,
  originalPositionFor,
  TraceMap,
} from '@jridgewell/trace-mapping';
import type { CellCode, CellSyntaxError } from '../../kernel/transform/index.ts';

/** A module with the map that leads back to the notebook file. */
export interface ModuleText {
  code: string;
  map: EncodedSourceMap;
}

type Segment = [column: number, source: number, line: number, column: number];

/** Puts a test module together, piece by piece. */
export function createModuleText(file: string, text: string) {
  const lines: Segment[][] = [[]];
  const fileText = text.split('\n');
  let code = '';
  let column = 0; // where the last line ends

  const add = (piece: string) => {
    code += piece;
    const parts = piece.split('\n');
    for (let index = 1; index < parts.length; index++) lines.push([]);
    column = parts.length === 1 ? column + piece.length : (parts.at(-1)?.length ?? 0);
  };
  /** The segment of a 0-based place in a cell. */
  const segment = (generated: number, fileLines: readonly number[], line: number, inLine: number): Segment => {
    const fileLine = (fileLines[line] ?? fileLines.at(-1) ?? 1) - 1;
    const indent = /^[ \t]*"?/.exec(fileText[fileLine] ?? '')?.[0].length ?? 0;
    return [generated, 0, fileLine, indent + inLine];
  };
  return {
    add,
    addCode: (cell: CellCode, fileLines: readonly number[]) => {
      const maps = cell.maps.map((make) => make()).map((map) => new TraceMap(map ?? nothing));
      const [first, ...others] = maps;
      const [firstLine, firstColumn] = [lines.length - 1, column];
      add(cell.code);
      if (!first) return;
      for (const [index, segments] of decodedMappings(first).entries()) {
        const target = lines[firstLine + index];
        for (const [generated, source, line, inLine] of segments) {
          if (source === undefined || line === undefined || inLine === undefined) continue;
          const place = look(others, line + 1, inLine);
          if (!place) continue;
          target?.push(segment(generated + (index === 0 ? firstColumn : 0), fileLines, place.line - 1, place.column));
        }
      }
    },
    /** A function that throws what is wrong with a cell, from the place where it is wrong. */
    addThrow: ({ message, line, column: inLine }: CellSyntaxError, fileLines: readonly number[]) => {
      add('() => { throw ');
      lines.at(-1)?.push(segment(column, fileLines, line - 1, inLine - 1));
      add(`new SyntaxError(${JSON.stringify(message)}); }`);
    },
    finish: (): ModuleText => ({
      code,
      map: {
        version: 3,
        sources: [file],
        sourcesContent: [text],
        names: [],
        mappings: encodedMappings(new TraceMap({ version: 3, sources: [file], names: [], mappings: lines as never })),
      },
    }),
  };
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
