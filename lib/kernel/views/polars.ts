import type { MimeBundle } from '../mime.ts';
import { type Column, counted, maxRows } from './frame.ts';
import { tableOf } from './table.ts';

interface PolarsFrame {
  height: number;
  columns: string[];
  dtypes: { variant?: unknown }[];
  getColumn: (name: string) => PolarsSeries;
}

interface PolarsSeries {
  name: string;
  length: number;
  dtype: { variant?: unknown };
  head: (count: number) => { toArray: () => unknown[] };
  tail: (count: number) => { toArray: () => unknown[] };
}

/**
 * A DataFrame or a Series of nodejs-polars, which are proxies. `text` is what util.inspect prints, without asking the
 * proxy: nothing else that is a proxy begins as a frame of Polars does.
 */
export function polarsView(value: object, text: string): MimeBundle | undefined {
  const [, rows, columns] = /^shape: \(([\d_]+),(?: ([\d_]+))?\)\n/.exec(text) ?? [];
  if (rows === undefined) return undefined;
  return columns === undefined ? seriesView(value as PolarsSeries, text) : frameView(value as PolarsFrame, text);
}

function frameView(frame: PolarsFrame, text: string): MimeBundle {
  const columns = frame.columns.map((name, at) => columnOf(name, frame.dtypes[at], () => frame.getColumn(name)));
  const html = tableOf({ kind: 'DataFrame', rowCount: frame.height, columns });
  return {
    'text/html': html,
    'text/plain': `${text}\n${counted(frame.height, 'row')} × ${counted(columns.length, 'column')}`,
  };
}

function seriesView(series: PolarsSeries, text: string): MimeBundle {
  const column = columnOf(series.name, series.dtype, () => series);
  return { 'text/html': tableOf({ kind: 'Series', rowCount: series.length, columns: [column] }), 'text/plain': text };
}

function columnOf(name: string, dtype: { variant?: unknown } | undefined, series: () => PolarsSeries): Column {
  const type = typeof dtype?.variant === 'string' ? dtype.variant : undefined;
  let ends: { length: number; head: unknown[]; tail: unknown[] } | undefined;
  return {
    name: String(name),
    type,
    at: (row) => {
      ends ??= endsOf(series(), `[${type ?? 'value'}]`);
      return row < maxRows ? ends.head[row] : ends.tail[row - ends.length + maxRows];
    },
  };
}

/** The first and the last values; Polars cannot hand over a value of every type. */
function endsOf(series: PolarsSeries, otherwise: string): { length: number; head: unknown[]; tail: unknown[] } {
  const { length } = series;
  try {
    return { length, head: series.head(maxRows).toArray(), tail: series.tail(maxRows).toArray() };
  } catch {
    return { length, head: Array(maxRows).fill(otherwise), tail: Array(maxRows).fill(otherwise) };
  }
}
