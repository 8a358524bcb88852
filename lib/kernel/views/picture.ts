import { crc32, deflateSync } from 'node:zlib';
import type { MimeBundle } from '../mime.ts';
import { kindOf } from '../plain-text.ts';
import { imageBundle } from './bytes.ts';
import { hasMethod } from './properties.ts';

const mostPixels = 8192 * 8192;

/** A canvas (`@napi-rs/canvas`, node-canvas, one with toDataURL alone) as the PNG that it draws. */
export function canvasView(value: object): MimeBundle | undefined {
  if (!hasMethod(value, 'getContext')) return undefined;
  if (hasMethod(value, 'toBuffer')) {
    const bytes = (value as { toBuffer: (type: string) => unknown }).toBuffer('image/png');
    return bytes instanceof Uint8Array ? imageBundle(bytes) : undefined;
  }
  if (!hasMethod(value, 'toDataURL')) return undefined;
  const url = String((value as { toDataURL: () => unknown }).toDataURL());
  const data = /^data:image\/(?:png|jpeg);base64,(.+)$/.exec(url)?.[1];
  return data === undefined ? undefined : imageBundle(Buffer.from(data, 'base64'));
}

/** Pixels as a canvas gives them (`ImageData`): width, height and four bytes each. */
export function imageDataView(value: object): MimeBundle | undefined {
  if (kindOf(value) !== 'ImageData') return undefined;
  const { width, height, data } = value as { width?: unknown; height?: unknown; data?: unknown };
  if (!(data instanceof Uint8ClampedArray) || !isSide(width) || !isSide(height)) return undefined;
  if (data.length !== width * height * 4 || width * height > mostPixels) return undefined;
  return imageBundle(encodePng(data, width, height));
}

/** A Blob that says it is an image; its bytes take a moment. */
export function blobView(value: object): Promise<MimeBundle | undefined> | undefined {
  if (!(value instanceof Blob) || !value.type.startsWith('image/')) return undefined;
  return value.arrayBuffer().then((bytes) => imageBundle(new Uint8Array(bytes)));
}

function isSide(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0;
}

/** RGBA pixels as a PNG (the W3C's recommendation): no filter, one compressed chunk. */
function encodePng(pixels: Uint8ClampedArray, width: number, height: number): Uint8Array {
  const rows = Buffer.alloc((width * 4 + 1) * height);
  for (let row = 0; row < height; row++)
    rows.set(pixels.subarray(row * width * 4, (row + 1) * width * 4), row * (width * 4 + 1) + 1);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 6, 0, 0, 0], 8); // eight bits, colours and opacity
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
