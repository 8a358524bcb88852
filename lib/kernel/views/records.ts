import { types } from 'node:util';
import { elementOf, isObject } from '../plain-text.ts';
import type { Column } from './frame.ts';
import { dataOf, inspectsItself, isArray, isPlain } from './properties.ts';
import { tableOf } from './table.ts';

const maxColumns = 60;
const sampleSize = 1000; // rows looked at, the first half and the last

/** An array of objects as a table, when most of them have most of the keys and most values are simple. */
export function recordsView(value: object): string | undefined {
  if (!isArray(value) || value.length === 0) return undefined;
  const sample = sampleOf(value);
  const isTable = sample.every(isPlain) || isOneClass(sample);
  if (!isTable) return undefined;
  const rows = sample as object[];
  const counts = new Map<string, number>();
  for (const row of rows) {
    for (const name of Object.keys(row)) counts.set(name, (counts.get(name) ?? 0) + 1);
    if (counts.size > maxColumns) return undefined;
  }
  const filled = [...counts.values()].reduce((sum, count) => sum + count, 0);
  if (counts.size === 0 || filled < 0.6 * counts.size * rows.length) return undefined;
  const columns = [...counts.keys()].map((name) => columnOf(name, value, rows));
  const simple = columns.filter(({ type }) => !/\b(object|array)\b/.test(type ?? '')).length;
  return simple * 2 < columns.length ? undefined : tableOf({ rowCount: value.length, columns });
}

function sampleOf(values: unknown[]): unknown[] {
  const half = Math.min(values.length, sampleSize) / 2;
  const elements = (from: number, count: number) =>
    Array.from({ length: count }, (_, at) => elementOf(values, from + at));
  return [...elements(0, Math.ceil(half)), ...elements(values.length - Math.floor(half), Math.floor(half))];
}

/** Instances of one class of records: all their data in properties of their own. */
function isOneClass(rows: unknown[]): boolean {
  const [one] = rows;
  if (!isObject(one) || types.isProxy(one) || isBuiltIn(one) || inspectsItself(one)) return false;
  const prototype: unknown = Object.getPrototypeOf(one);
  return rows.every((row) => isObject(row) && !types.isProxy(row) && Object.getPrototypeOf(row) === prototype);
}

function isBuiltIn(value: object): boolean {
  return typeof value === 'function' || Array.isArray(value) || /^\[object (?!Object\])/.test(tagOf(value));
}

/** The builtin kind; Symbol.toStringTag may be an accessor and is read as data only. */
function tagOf(value: object): string {
  const tag = dataOf(value, Symbol.toStringTag);
  if (tag !== undefined) return `[object ${String(tag)}]`;
  if (types.isNativeError(value) || types.isDate(value) || types.isRegExp(value) || types.isBoxedPrimitive(value))
    return '[object Builtin]';
  return ArrayBuffer.isView(value) || types.isExternal(value) ? '[object Builtin]' : '[object Object]';
}

function columnOf(name: string, all: unknown[], sample: object[]): Column {
  return {
    name,
    type: typeOf(sample.map((row) => Object.getOwnPropertyDescriptor(row, name))),
    at: (row) => {
      const one = elementOf(all, row);
      if (!isObject(one) || types.isProxy(one)) return one;
      const descriptor = Object.getOwnPropertyDescriptor(one, name);
      return descriptor && !('value' in descriptor) ? accessor : descriptor?.value;
    },
  };
}

const accessor = Object.freeze(
  Object.defineProperty({}, Symbol.for('nodejs.util.inspect.custom'), { value: () => '[Getter]' }),
);

/** `number`, `string | null`, with what was seen: at most three kinds. */
function typeOf(cells: (PropertyDescriptor | undefined)[]): string {
  const seen = new Set<string>();
  for (const cell of cells)
    seen.add(cell === undefined ? 'undefined' : 'value' in cell ? kindOfCell(cell.value) : 'getter');
  const isOptional = seen.delete('undefined');
  const kinds = [...seen].sort((left, right) => Number(left === 'null') - Number(right === 'null'));
  const text = kinds.length > 3 ? 'mixed' : kinds.join(' | ') || 'undefined';
  return isOptional && kinds.length > 0 ? `${text}?` : text;
}

function kindOfCell(value: unknown): string {
  if (value === null) return 'null';
  if (!isObject(value)) return typeof value;
  if (types.isProxy(value)) return 'object';
  if (types.isDate(value)) return 'Date';
  return Array.isArray(value) ? 'array' : typeof value;
}
