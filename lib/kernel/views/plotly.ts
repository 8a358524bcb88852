import { types } from 'node:util';
import type { MimeBundle } from '../mime.ts';
import { cutText, isObject } from '../plain-text.ts';
import { counted } from './frame.ts';
import { sketchOf, type Trace } from './plotly-sketch.ts';
import { dataOf, isArray, isPlain, typedArrayOf } from './properties.ts';

const maxValues = 1_000_000; // numbers and texts in a figure that is sent whole
const maxDepth = 20;

/**
 * A figure of plotly.js, known by its shape: `{ data: [traces], layout }`. Where plotly.js is missing a sketch stands for
 * it, an SVG of lines, dots, bars and heat maps.
 */
export function plotlyView(value: object): MimeBundle | undefined {
  const [data, layout] = [dataOf(value, 'data'), dataOf(value, 'layout')];
  if (!isArray(data) || !isPlain(layout) || data.length === 0 || !data.every(isTrace)) return undefined;
  const figure: Record<string, unknown> = { data, layout };
  for (const name of ['config', 'frames']) if (isObject(dataOf(value, name))) figure[name] = dataOf(value, name);
  const text = describe(data, layout);
  const copying = { left: maxValues };
  const json = plainJson(figure, copying, 0) as { data: Trace[]; layout: Record<string, unknown> };
  if (copying.left < 0) return { 'text/plain': `${text}: too large to show here` };
  const sketch = sketchOf(json.data, json.layout);
  const picture = sketch === undefined ? {} : { 'image/svg+xml': sketch };
  return { 'application/vnd.plotly.v1+json': json, ...picture, 'text/plain': text };
}

const traceFields = [
  'x',
  'y',
  'z',
  'values',
  'labels',
  'lat',
  'lon',
  'r',
  'theta',
  'a',
  'open',
  'locations',
  'dimensions',
  'node',
  'cells',
];

function isTrace(value: unknown): boolean {
  return (
    isPlain(value) &&
    (typeof dataOf(value, 'type') === 'string' || traceFields.some((name) => isObject(dataOf(value, name))))
  );
}

/** `Plotly figure "Losses": 2 traces (scatter, bar)`. */
function describe(data: unknown[], layout: object): string {
  const title = dataOf(layout, 'title');
  const text = isObject(title) ? dataOf(title, 'text') : title;
  const name = typeof text === 'string' && text !== '' ? ` ${JSON.stringify(cutText(text, 100, '…'))}` : '';
  const kinds = new Set(data.map((trace) => String(dataOf(trace as object, 'type') ?? 'scatter')));
  return `Plotly figure${name}: ${counted(data.length, 'trace')} (${cutText([...kinds].join(', '), 100, '…')})`;
}

/** What JSON can carry: typed arrays as arrays, dates as texts; functions, accessors and proxies are left out. */
function plainJson(value: unknown, copying: { left: number }, depth: number): unknown {
  copying.left -= 1;
  if (copying.left < 0 || depth > maxDepth || typeof value === 'function' || typeof value === 'symbol')
    return undefined;
  if (typeof value === 'bigint') return Number(value);
  if (!isObject(value)) return typeof value === 'number' && !Number.isFinite(value) ? null : value;
  if (types.isProxy(value)) return undefined;
  if (types.isDate(value))
    return Number.isNaN(Date.prototype.getTime.call(value)) ? null : Date.prototype.toISOString.call(value);
  const numbers = typedArrayOf(value);
  const list = numbers ?? (isArray(value) ? value : undefined);
  if (list) {
    if (list.length > copying.left) copying.left = -1;
    if (copying.left < 0) return undefined;
    return Array.from(list as ArrayLike<unknown>, (one) => plainJson(one, copying, depth + 1) ?? null);
  }
  const copy: Record<string, unknown> = {};
  for (const name of Object.keys(value)) {
    const one = plainJson(Object.getOwnPropertyDescriptor(value, name)?.value, copying, depth + 1);
    if (one !== undefined)
      Object.defineProperty(copy, name, { value: one, enumerable: true, configurable: true, writable: true });
  }
  return copy;
}
