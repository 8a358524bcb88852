import { inspect } from 'node:util';

/** MIME type to data, as nbformat has it: text as a string, JSON types as values, everything else as base64. */
export type MimeBundle = Record<string, unknown>;

export const ownBundle = Symbol.for('Jupyter.display'); // Deno's convention too

/**
 * How a notebook shows a value: as it says itself by its `[Symbol.for('Jupyter.display')]()`, which may be async, else
 * as util.inspect prints it.
 */
export function bundleOf(value: unknown): MimeBundle | Promise<MimeBundle> {
  const make = isObject(value) ? (value as { [ownBundle]?: unknown })[ownBundle] : undefined;
  if (typeof make !== 'function') return { 'text/plain': inspect(value) };
  const bundle: unknown = make.call(value);
  return isThenable(bundle) ? Promise.resolve(bundle).then((made) => checked(made, value)) : checked(bundle, value);
}

function checked(bundle: unknown, value: unknown): MimeBundle {
  if (!isObject(bundle) || Object.keys(bundle).length === 0) return { 'text/plain': inspect(value) };
  return Object.fromEntries(Object.entries(bundle).map(([type, content]) => [type, mimeData(content)]));
}

/** Data as a MIME bundle holds it: bytes become base64. */
export function mimeData(content: unknown): unknown {
  if (content instanceof Uint8Array)
    return Buffer.from(content.buffer, content.byteOffset, content.length).toString('base64');
  return content instanceof ArrayBuffer ? Buffer.from(content).toString('base64') : content;
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return isObject(value) && typeof (value as { then?: unknown }).then === 'function';
}
