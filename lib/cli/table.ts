import { stripVTControlCharacters } from 'node:util';

/** How a table may be made to fit a terminal. */
export interface TableFit {
  width: number | undefined; // columns of the terminal; undefined: as wide as it comes
  flexible?: string[]; // titles of columns whose cells may be cut
  optional?: string[]; // titles of columns to leave out, in this order, where cutting is not enough
}

const gap = 2;
const leastFlexible = 16;

/**
 * Lays rows out in columns. `header` is the first line; a column whose every value is a number is set to the right.
 * Widths count terminal columns, of which Chinese characters and emoji take two.
 */
export function formatTable(header: string[], rows: string[][], fit?: TableFit): string {
  const natural = header.map((title, column) =>
    Math.max(textWidth(title), ...rows.map((row) => textWidth(row[column]))),
  );
  const widths = fitWidths(header, natural, fit);
  const right = header.map(
    (_, column) => rows.length > 0 && rows.every((row) => /^-?[\d.,]*(e[+-]?\d+)?$/.test(plain(row[column]))),
  );
  const line = (cells: string[]) => {
    const placed = [...widths].map(([column, width]) => {
      const cell = cutText(cells[column] ?? '', width);
      const padding = ' '.repeat(width - textWidth(cell));
      return right[column] ? padding + cell : cell + padding;
    });
    return cutText(placed.join(' '.repeat(gap)).trimEnd(), fit?.width ?? Number.POSITIVE_INFINITY);
  };
  const rule = header.map((_, column) => '-'.repeat(widths.get(column) ?? 0));
  return `${[line(header), line(rule), ...rows.map(line)].join('\n')}\n`;
}

/** The widths of the columns that are shown, by their place. */
function fitWidths(header: string[], natural: number[], fit: TableFit | undefined): Map<number, number> {
  const isFlexible = (column: number) => fit?.flexible?.includes(header[column] ?? '') ?? false;
  const widths = new Map(natural.entries());
  if (fit?.width === undefined) return widths;
  for (const [column, width] of widths) if (isFlexible(column)) widths.set(column, Math.min(width, leastFlexible));
  const needed = () => [...widths.values()].reduce((sum, width) => sum + width + gap, -gap);
  for (const title of fit.optional ?? []) if (needed() > fit.width) widths.delete(header.indexOf(title));
  for (const [column, width] of widths) {
    const more = Math.min((natural[column] as number) - width, fit.width - needed());
    if (more > 0) widths.set(column, width + more);
  }
  return widths;
}

/** The beginning of a text that takes at most this many terminal columns; what is cut is marked by …. */
function cutText(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  let end = '';
  for (const character of plain(text)) {
    if (textWidth(end + character) > width - 1) break;
    end += character;
  }
  return `${end}…`;
}

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|[\u{20000}-\u{3fffd}]/u;

/** The terminal columns that a text takes. */
export function textWidth(text: string | undefined): number {
  let width = 0;
  for (const character of plain(text)) {
    if (!/\p{Mn}|\p{Me}|\u200d|\ufe0f/u.test(character)) width += wide.test(character) ? 2 : 1;
  }
  return width;
}

function plain(cell: string | undefined): string {
  return stripVTControlCharacters(cell ?? '');
}
