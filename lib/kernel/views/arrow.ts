import type { MimeBundle } from '../mime.ts';
import { dataOf, hasMethod, isArray } from './properties.ts';
import { tableBundle } from './table.ts';

interface ArrowTable {
  numRows: number;
  getChildAt: (column: number) => { get: (row: number) => unknown } | null;
}

/** A Table or RecordBatch of apache-arrow, known by its schema and its children. */
export function arrowView(value: object): MimeBundle | undefined {
  const schema = dataOf(value, 'schema');
  if (typeof schema !== 'object' || schema === null || !hasMethod(value, 'getChildAt')) return undefined;
  const fields = dataOf(schema, 'fields');
  if (!isArray(fields)) return undefined;
  const table = value as ArrowTable;
  return tableBundle({
    kind: 'Table',
    rowCount: table.numRows,
    columns: (fields as { name: unknown; type: unknown }[]).map(({ name, type }, at) => {
      const child = table.getChildAt(at);
      return { name: String(name), type: String(type), at: (row) => child?.get(row) };
    }),
  });
}
