import type { MimeBundle } from '../mime.ts';
import { cutText } from '../plain-text.ts';
import { escapeHtml, framed } from './html.ts';
import { numbersText } from './numbers.ts';
import { dataOf, hasMethod, isArray, typedArrayOf } from './properties.ts';

const mostAxes = 6; // of which the values are shown

/** A tensor or a variable of TensorFlow.js, known by its fields and methods: its dtype, its shape, and its values cut. */
export function tensorView(value: object): MimeBundle | undefined {
  const [shape, dtype] = [dataOf(value, 'shape'), dataOf(value, 'dtype')];
  if (!isShape(shape) || typeof dtype !== 'string' || !hasMethod(value, 'dataSync')) return undefined;
  const kind = typeof dataOf(value, 'trainable') === 'boolean' ? 'Variable' : 'Tensor';
  const name = dataOf(value, 'name');
  const title = `${kind}${typeof name === 'string' ? ` ${JSON.stringify(cutText(name, 60, '…'))}` : ''} ${dtype} ${shapeText(shape)}`;
  if (dataOf(value, 'isDisposedInternal') === true) return described(`${title}, disposed`, '');
  return described(title, valuesText(value as { dataSync: () => unknown }, shape));
}

/** An array of numbers in memory: its kind, its length, and its values cut. */
export function typedArrayView(value: object): MimeBundle | undefined {
  const numbers = typedArrayOf(value);
  if (!numbers) return undefined;
  const kind = Object.getOwnPropertyDescriptor(typedArrayTag, 'get')?.value.call(value) as string;
  const type = kind.replace('Array', '').replace('Clamped', '').toLowerCase();
  const size = `${(value as ArrayBufferView).byteLength.toLocaleString('en')} bytes`;
  const title = `${kind} ${type} ${shapeText([numbers.length])}, ${size}`;
  return { 'text/html': described(title, numbersText(numbers, [numbers.length]))['text/html'] };
}

const typedArrayTag = Object.getOwnPropertyDescriptor(
  Object.getPrototypeOf(Uint8Array.prototype),
  Symbol.toStringTag,
) as PropertyDescriptor;

function isShape(value: unknown): value is number[] {
  return isArray(value) && value.every((size) => Number.isSafeInteger(size) && (size as number) >= 0);
}

/** `[2, 3]`, `scalar`. */
function shapeText(shape: readonly number[]): string {
  return shape.length === 0 ? 'scalar' : `[${shape.map((size) => size.toLocaleString('en')).join(', ')}]`;
}

/** A backend may be unable to give its values at once (WebGPU). */
function valuesText(tensor: { dataSync: () => unknown }, shape: readonly number[]): string {
  if (shape.length > mostAxes) return '';
  try {
    const values = tensor.dataSync();
    if (typedArrayOf(values) || isArray(values)) return numbersText(values as ArrayLike<unknown>, shape);
    return '';
  } catch {
    return 'its values cannot be read at once: await tensor.data()';
  }
}

function described(title: string, values: string): MimeBundle {
  const pre = values === '' ? '' : `\n<pre>${escapeHtml(values)}</pre>`;
  const html = framed(`<p class="octavo-dim">${escapeHtml(title)}</p>${pre}`, 'text');
  return { 'text/html': html, 'text/plain': values === '' ? title : `${title}\n${values}` };
}
