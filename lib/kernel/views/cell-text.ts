import { types } from 'node:util';
import { cutText, shortText } from '../plain-text.ts';

const maxLength = 100;

/** A column's values as a table shows them; numbers with fractions get equally many decimals. */
export function formatColumn(values: unknown[]): { cells: string[]; isNumeric: boolean } {
  const numbers = values.filter((value): value is number => typeof value === 'number');
  const isNumeric = values.some(isNumber) && values.every((value) => isNumber(value) || value == null);
  const decimals = Math.max(0, ...numbers.map(decimalsOf));
  return { cells: values.map((value) => cellText(value, decimals)), isNumeric };
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'bigint';
}

function cellText(value: unknown, decimals: number): string {
  if (typeof value === 'string') return cutText(oneLine(value), maxLength, '…');
  if (typeof value === 'number') return numberText(value, decimals);
  if (typeof value === 'bigint') return cutText(String(value), maxLength, '…');
  if (value === undefined) return '';
  if (types.isDate(value) && !types.isProxy(value)) return dateText(value);
  return oneLine(shortText(value, maxLength));
}

/** How many decimals a number needs, up to six. */
function decimalsOf(value: number): number {
  if (!Number.isFinite(value) || Number.isInteger(value) || isExtreme(value)) return 0;
  const text = String(Number(value.toFixed(6)));
  return text.includes('.') ? text.length - text.indexOf('.') - 1 : 0;
}

function numberText(value: number, decimals: number): string {
  if (!Number.isFinite(value) || Object.is(value, -0)) return Object.is(value, -0) ? '-0' : String(value);
  if (Number.isInteger(value) && decimals === 0) return String(value);
  return isExtreme(value) ? String(Number(value.toPrecision(7))) : value.toFixed(decimals);
}

function isExtreme(value: number): boolean {
  return value !== 0 && (Math.abs(value) < 1e-4 || Math.abs(value) >= 1e15);
}

function dateText(date: Date): string {
  const time = Date.prototype.getTime.call(date);
  return Number.isNaN(time) ? 'Invalid Date' : new Date(time).toISOString().replace(/T00:00:00\.000Z$/, '');
}

/** Line ends and other control characters made visible. */
function oneLine(text: string): string {
  return text
    .slice(0, 1000)
    .replace(/\r?\n/g, '↵')
    .replace(/\p{Cc}/gu, (mark) => (mark === '\t' ? ' ' : '�'));
}
