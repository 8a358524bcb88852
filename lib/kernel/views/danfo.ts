import type { MimeBundle } from '../mime.ts';
import { dataOf, isArray } from './properties.ts';
import { tableBundle } from './table.ts';

/** A DataFrame or a Series of danfo.js, known by the fields that both have. */
export function danfoView(value: object): MimeBundle | undefined {
  const isSeries = dataOf(value, '$isSeries');
  const [rows, names, types, index] = ['$data', '$columns', '$dtypes', '$index'].map((name) => dataOf(value, name));
  if (typeof isSeries !== 'boolean' || !isArray(rows) || !isArray(names) || !isArray(types) || !isArray(index)) {
    return undefined;
  }
  return tableBundle({
    kind: isSeries ? 'Series' : 'DataFrame',
    rowCount: rows.length,
    columns: names.map((name, at) => ({
      name: String(name),
      type: types[at] === undefined ? undefined : String(types[at]),
      at: (row) => (isSeries ? rows[row] : (rows[row] as unknown[])[at]),
    })),
    label: (row) => index[row],
  });
}
