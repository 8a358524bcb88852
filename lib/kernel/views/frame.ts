/** Rows and columns, wherever they come from. Only what is shown is read. */
export interface Frame {
  rowCount: number;
  columns: Column[];
  kind?: string; // what the caption calls it; nothing for an ordinary table
  label?: (row: number) => unknown; // of a row; its number where there is none
}

export interface Column {
  name: string;
  type: string | undefined;
  at: (row: number) => unknown; // 0-based
}

/** The part of a frame that is shown, as text. */
export interface ShownFrame {
  columns: ShownColumn[];
  labels: string[];
  caption: string; // 1,000 rows × 4 columns
  gapAfter: number | undefined; // rows are left out after so many
  columnGapAfter: number | undefined;
}

export interface ShownColumn {
  name: string;
  type: string | undefined;
  cells: string[];
  isNumeric: boolean; // shown flush right
}

export const maxRows = 20; // shown whole; of more, the first and the last

const whole = { rows: maxRows, columns: 20 };
const first = { rows: 10, columns: 12 };
const last = { rows: 5, columns: 6 };

/** Reads what is shown of a frame: up to 20 rows and 20 columns, of larger ones the first and the last. */
export function shownFrame(
  frame: Frame,
  formatColumn: (values: unknown[]) => Omit<ShownColumn, 'name' | 'type'>,
): ShownFrame {
  const rows = shownIndices(frame.rowCount, 'rows');
  const columns = shownIndices(frame.columns.length, 'columns');
  const { label = (row: number) => row } = frame;
  return {
    columns: columns.map((at) => {
      const { name, type, at: read } = frame.columns[at] as Column;
      return { name, type, ...formatColumn(rows.map(read)) };
    }),
    labels: formatColumn(rows.map(label)).cells,
    caption: captionOf(frame),
    gapAfter: rows.length < frame.rowCount ? first.rows : undefined,
    columnGapAfter: columns.length < frame.columns.length ? first.columns : undefined,
  };
}

function shownIndices(count: number, of: 'rows' | 'columns'): number[] {
  if (count <= whole[of]) return Array.from({ length: count }, (_, index) => index);
  const ends = Array.from({ length: last[of] }, (_, index) => count - last[of] + index);
  return [...Array.from({ length: first[of] }, (_, index) => index), ...ends];
}

function captionOf({ kind, rowCount, columns }: Frame): string {
  const size = `${counted(rowCount, 'row')} × ${counted(columns.length, 'column')}`;
  return kind === undefined ? size : `${kind}, ${size}`;
}

/** `1 row`, `1,000 rows`. */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}
