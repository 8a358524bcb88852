import { types } from 'node:util';
import type { MimeBundle } from '../mime.ts';
import { escapeHtml, framed } from './html.ts';
import { imageType } from './image-size.ts';
import { describeImage, sizeText } from './mime-text.ts';

const shownBytes = 256;
const maxImageBytes = 16 * 1024 * 1024;

/** Bytes: an image where they begin as one does, otherwise a hex dump of their beginning. Other typed arrays are numbers. */
export function bytesView(value: object): MimeBundle | undefined {
  const bytes = bytesOf(value);
  if (!bytes) return undefined;
  const image = imageBundle(bytes);
  if (image) return image;
  if (types.isUint8Array(value) && !Buffer.isBuffer(value)) return undefined;
  const title = `${kindOf(value)}, ${bytes.length.toLocaleString('en')} bytes`;
  if (bytes.length === 0) return {};
  const left = bytes.length - shownBytes;
  const rest = left > 0 ? `\n<p class="octavo-dim">… ${left.toLocaleString('en')} more bytes</p>` : '';
  const dump = escapeHtml(hexDump(bytes.subarray(0, shownBytes)));
  return { 'text/html': framed(`<p class="octavo-dim">${title}</p>\n<pre>${dump}</pre>${rest}`, 'text') };
}

/** An image of up to 16 MB under its own MIME type; a larger one is told about. */
export function imageBundle(bytes: Uint8Array): MimeBundle | undefined {
  const type = imageType(bytes);
  if (type === undefined) return svgBundle(bytes);
  const name = { 'image/png': 'PNG', 'image/jpeg': 'JPEG', 'image/gif': 'GIF', 'image/webp': 'WebP' }[type];
  const text = describeImage(name, bytes, bytes.length);
  if (bytes.length > maxImageBytes) return { 'text/plain': `${text}: too large to show here` };
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64');
  return { [type]: data, 'text/plain': text };
}

function svgBundle(bytes: Uint8Array): MimeBundle | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1000)).toString('utf8');
  if (!/^\uFEFF?\s*(<\?xml[^>]*>\s*|<!--[\s\S]*?-->\s*|<!DOCTYPE[^>]*>\s*)*<svg[\s>]/i.test(head)) return undefined;
  const text = `SVG image, ${sizeText(bytes.length)}`;
  if (bytes.length > maxImageBytes) return { 'text/plain': `${text}: too large to show here` };
  return { 'image/svg+xml': Buffer.from(bytes).toString('utf8'), 'text/plain': text };
}

function bytesOf(value: object): Uint8Array | undefined {
  if (types.isUint8Array(value)) return value;
  if (types.isAnyArrayBuffer(value)) return new Uint8Array(value);
  return types.isDataView(value) ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength) : undefined;
}

function kindOf(value: object): string {
  if (types.isUint8Array(value)) return 'Buffer';
  if (types.isDataView(value)) return 'DataView';
  return types.isSharedArrayBuffer(value) ? 'SharedArrayBuffer' : 'ArrayBuffer';
}

/** Lines of sixteen bytes: their place, their values, and what of them is ASCII. */
function hexDump(bytes: Uint8Array): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += 16) {
    const line = [...bytes.subarray(at, at + 16)];
    const values = line.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const ascii = line.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·')).join('');
    lines.push(`${at.toString(16).padStart(6, '0')}  ${values.padEnd(47)}  ${ascii}`);
  }
  return lines.join('\n');
}
