// Generated from notebooks/20_notebook/15_exported_line.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 5d0b9104 5d0b910b 5d0b9107 5d0b9108

// %% notebooks/20_notebook/15_exported_line.ipynb#5d0b9104 957b9c1b
/** What the first line of a generated file begins with. */
export const generatedMark = /^\ufeff?\/[/*].*\bGenerated\b.*by `octavo export`/;

/** The line above a block of a module: its notebook, the id of its cell and the hash are the groups. A bare `// %%` has none. */
export const blockMarker = /^[ \t]*\/\/[ \t]*%%(?:[ \t]+(\S.*?\.ipynb)#([\w-]+)(?:[ \t]+([0-9a-f]{8}))?)?[ \t]*$/;

/** A block of a module, as its text tells. */
export interface MarkedBlock {
  notebook: string; // relative to the project's root
  cell: string; // id
  first: number; // 1-based number of its first line, below the marker
  lines: string[];
}

/** The block that a line of a module lies in; undefined for one above all blocks, and for a text that is no exported module. */
export function blockAtLine(text: string, line: number): MarkedBlock | undefined {
  if (!generatedMark.test(text)) return undefined;
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const at = lines.findLastIndex((one, index) => index < line && blockMarker.test(one));
  const [, notebook, cell] = blockMarker.exec(lines[at] ?? '') ?? [];
  if (notebook === undefined || cell === undefined) return undefined;
  const end = lines.findIndex((one, index) => index > at && blockMarker.test(one));
  return { notebook, cell, first: at + 2, lines: lines.slice(at + 1, end < 0 ? undefined : end) };
}

// %% notebooks/20_notebook/15_exported_line.ipynb#5d0b910b 09304cf5
/** The longest common subsequence of two lists of lines, as pairs of 0-based indices. @internal */
export function matchLines(left: string[], right: string[]): Map<number, number> {
  const pairs = new Map<number, number>();
  const shorter = Math.min(left.length, right.length);
  let head = 0;
  while (head < shorter && left[head] === right[head]) pairs.set(head, head++);
  let tail = 0;
  while (tail < shorter - head && left.at(-1 - tail) === right.at(-1 - tail)) tail++;
  const [rows, columns] = [left.length - head - tail, right.length - head - tail];
  if (rows * columns <= 4_000_000) _matchMiddle(left, right, { head, rows, columns }, pairs);
  for (let index = tail; index > 0; index--) pairs.set(left.length - index, right.length - index);
  return pairs;
}

function _matchMiddle(
  left: string[],
  right: string[],
  { head, rows, columns }: { head: number; rows: number; columns: number },
  pairs: Map<number, number>,
): void {
  const lengths = Array.from({ length: rows + 1 }, () => new Uint16Array(columns + 1));
  const at = (row: number, column: number) => lengths[row]?.[column] ?? 0;
  const same = (row: number, column: number) => left[head + row] === right[head + column];
  for (let row = rows - 1; row >= 0; row--) {
    for (let column = columns - 1; column >= 0; column--) {
      const longest = same(row, column)
        ? at(row + 1, column + 1) + 1
        : Math.max(at(row + 1, column), at(row, column + 1));
      (lengths[row] as Uint16Array)[column] = longest;
    }
  }
  for (let row = 0, column = 0; row < rows && column < columns; ) {
    if (same(row, column)) pairs.set(head + row++, head + column++);
    else if (at(row + 1, column) >= at(row, column + 1)) row++;
    else column++;
  }
}

// %% notebooks/20_notebook/15_exported_line.ipynb#5d0b9107 f33b6130
/** The 0-based line of a cell that became line `index` (0-based) of its block; undefined when the texts share no line above it. */
export function matchedLine(block: string[], source: string[], index: number): number | undefined {
  const pairs = matchLines(block.map(_withoutMarks), source.map(_withoutMarks));
  const found = pairs.get(index);
  if (found !== undefined) return found;
  const before = [...pairs.keys()].findLast((one) => one < index);
  return before === undefined ? undefined : Math.min((pairs.get(before) as number) + index - before, source.length - 1);
}

// %% notebooks/20_notebook/15_exported_line.ipynb#5d0b9108 d5f5af57
function _withoutMarks(line: string): string {
  return line
    .replace(/^;?(?:export (?!default))?/, '')
    .replace(/(?: ?\*)? @internal(?= |$)/, '')
    .trimEnd();
}
