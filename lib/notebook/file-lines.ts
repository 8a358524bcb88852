// Generated from notebooks/20_notebook/13_file_lines.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 5d0b9003 5d0b9005 5d0b9006 5d0b900c

// %% notebooks/20_notebook/13_file_lines.ipynb#5d0b9003 e7e57586
import { childrenOf, findMember, type JsonNode, locateValue } from './json/json-text.ts';

// %% notebooks/20_notebook/13_file_lines.ipynb#5d0b9005 9c1cbd58
/** Where a cell stands in the text of its notebook. Lines are 1-based. */
export interface CellFileLines {
  id: string | undefined; // as the file has it
  first: number; // on which the cell's object begins
  last: number;
  source: number[]; // for each line of the cell's source, the line of the file on which it begins
}

/** Where the cells of a notebook stand in its text, in order. The text must be one that `parseNotebook` takes. */
export function cellFileLines(text: string): CellFileLines[] {
  const cells = findMember(text, locateValue(text, 0, 1), 'cells')?.value;
  if (!cells) return [];
  const lineOf = _lineFinder(text);
  return childrenOf(text, cells).map(({ value: cell }) => {
    const id = findMember(text, cell, 'id')?.value;
    const source = findMember(text, cell, 'source')?.value;
    return {
      id: id && text[id.start] === '"' ? (JSON.parse(text.slice(id.start, id.end)) as string) : undefined,
      first: lineOf(cell.start),
      last: lineOf(cell.end - 1),
      source: source ? _sourceLines(text, source, lineOf) : [lineOf(cell.start)],
    };
  });
}

// %% notebooks/20_notebook/13_file_lines.ipynb#5d0b9006 482ef586
function _sourceLines(text: string, source: JsonNode, lineOf: (offset: number) => number): number[] {
  const isList = text[source.start] === '[';
  const pieces = isList ? childrenOf(text, source).map((child) => child.value) : [source];
  const lines: number[] = [];
  let isOpen = false; // the line so far has no end yet
  let line = lineOf(source.start);
  for (const { start, end } of pieces) {
    line = lineOf(start);
    const written = JSON.parse(text.slice(start, end)) as string;
    const breaks = written.split('\n').length - 1;
    if (!isOpen) lines.push(line);
    for (let index = 1; index < breaks + Number(!written.endsWith('\n')); index++) lines.push(line);
    isOpen = written === '' ? isOpen : !written.endsWith('\n');
    if (written === '' && lines.length > 0 && !isOpen) lines.pop();
  }
  return isOpen ? lines : [...lines, line];
}

function _lineFinder(text: string): (offset: number) => number {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] as number) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}

// %% notebooks/20_notebook/13_file_lines.ipynb#5d0b900c d19a9f1b
/** The cells that have something on a line of the file: by their index, with the line of the source when it is one (1-based). */
export function cellsAtFileLine(cells: CellFileLines[], fileLine: number): { at: number; line: number | undefined }[] {
  return cells.flatMap(({ first, last, source }, at) => {
    if (fileLine < first || fileLine > last) return [];
    const line = source.indexOf(fileLine) + 1;
    return [{ at, line: line === 0 || first === last ? undefined : line }];
  });
}
