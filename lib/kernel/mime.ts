import { createRequire } from 'node:module';
import { types } from 'node:util';
import { elementOf, isObject, plainText } from './plain-text.ts';

/** MIME type to data, as nbformat has it: text as a string, JSON types as values, everything else as base64. */
export type MimeBundle = Record<string, unknown>;

export const ownBundle = Symbol.for('Jupyter.display'); // Deno's convention too

/**
 * How a notebook shows a value, always with a `text/plain`: as it says itself by its
 * `[Symbol.for('Jupyter.display')]()`, which may be async; else as a view (a table, a tree, an image) beside the text of
 * util.inspect. Throws what the value's own method throws; everything else that fails is shown as text.
 */
export function bundleOf(value: unknown): MimeBundle | Promise<MimeBundle> {
  if (!isObject(value)) return { 'text/plain': plainText(value) };
  const make = ownMethod(value);
  if (typeof make !== 'function') return textOrView(value);
  if (types.isProxy(value) && plainText(value).startsWith('shape: (')) return textOrView(value); // Polars' own bundle has neither types nor a count
  const bundle: unknown = make.call(value);
  return isThenable(bundle) ? Promise.resolve(bundle).then((made) => checked(made, value)) : checked(bundle, value);
}

/** Undefined also for what cannot be asked: a proxy may refuse. */
function ownMethod(value: object): unknown {
  try {
    return (value as { [ownBundle]?: unknown })[ownBundle];
  } catch {
    return undefined;
  }
}

/** A bundle with data as nbformat wants it, and a text for whoever can show nothing else. */
export function completeBundle(bundle: object, text?: string): MimeBundle {
  const data = Object.fromEntries(Object.entries(bundle).map(([type, content]) => [type, mimeData(content)]));
  data['text/plain'] ??= text ?? texts().textOfBundle(data);
  return data;
}

function checked(bundle: unknown, value: object): MimeBundle {
  if (!isObject(bundle) || Object.keys(bundle).length === 0) return { 'text/plain': plainText(value) };
  const printsItself = typeof (value as { [printed]?: unknown })[printed] === 'function';
  return completeBundle(bundle, printsItself ? plainText(value) : undefined);
}

const printed = Symbol.for('nodejs.util.inspect.custom');

/** Data as a MIME bundle holds it: bytes become base64. */
export function mimeData(content: unknown): unknown {
  if (content instanceof Uint8Array)
    return Buffer.from(content.buffer, content.byteOffset, content.length).toString('base64');
  return content instanceof ArrayBuffer ? Buffer.from(content).toString('base64') : content;
}

/** What reads well in a line, and what has nothing to unfold, is text alone. */
function textOrView(value: object): MimeBundle | Promise<MimeBundle> {
  const text = plainText(value);
  const isEnough = isText(value) && (!isPlain(value) || isWhole(text));
  return isEnough ? { 'text/plain': text } : views().viewOf(value, text);
}

function isText(value: object): boolean {
  if (types.isProxy(value)) return false;
  if (Array.isArray(value)) return hasSimpleElements(value);
  return typeof value === 'function' || types.isNativeError(value) || types.isPromise(value) || isPlain(value);
}

function hasSimpleElements(values: unknown[]): boolean {
  for (let index = 0; index < Math.min(values.length, 200); index++) {
    const one = elementOf(values, index);
    if (typeof one === 'object' && one !== null) return false;
  }
  return true;
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return (prototype === null || prototype === Object.prototype) && typeof value !== 'function';
}

/** One line with nothing left out: no `[Object]`. */
function isWhole(text: string): boolean {
  return !text.includes('\n') && !/\[[\w$]+\]/.test(text);
}

type Views = typeof import('./views/view-of.ts');
type Texts = typeof import('./views/mime-text.ts');

const require = createRequire(import.meta.url);
const ending = import.meta.url.endsWith('.ts') ? '.ts' : '.js';
let loadedViews: Views | undefined;
let loadedTexts: Texts | undefined;

/** Loaded when first needed, so that a kernel starts without them; at once, so that outputs keep their order. */
function views(): Views {
  try {
    loadedViews ??= require(`./views/view-of${ending}`) as Views;
    return loadedViews;
  } catch {
    return { viewOf: (_, text) => ({ 'text/plain': text }) }; // an interrupt has met them as they were loaded
  }
}

function texts(): Texts {
  loadedTexts ??= require(`./views/mime-text${ending}`) as Texts;
  return loadedTexts;
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return isObject(value) && typeof (value as { then?: unknown }).then === 'function';
}
