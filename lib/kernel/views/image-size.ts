export interface ImageSize {
  widthPx: number;
  heightPx: number;
}

/** Width and height as the first bytes of a PNG, GIF, JPEG or WebP tell them; undefined where they do not. */
export function imageSize(bytes: Uint8Array): ImageSize | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47]))
      return { widthPx: view.getUint32(16), heightPx: view.getUint32(20) };
    if (startsWith(bytes, [0x47, 0x49, 0x46])) {
      return { widthPx: view.getUint16(6, true), heightPx: view.getUint16(8, true) };
    }
    if (startsWith(bytes, [0xff, 0xd8])) return jpegSize(view);
    return isWebp(bytes) ? webpSize(view) : undefined;
  } catch {
    return undefined; // too few bytes
  }
}

/** The MIME type of an image, by its first bytes; undefined when they are no image's. */
export function imageType(bytes: Uint8Array): 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | undefined {
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'image/png';
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return 'image/jpeg';
  if (startsWith(bytes, [0x47, 0x49, 0x46, 0x38])) return 'image/gif';
  return isWebp(bytes) ? 'image/webp' : undefined;
}

function startsWith(bytes: Uint8Array, beginning: number[]): boolean {
  return bytes.length > beginning.length && beginning.every((byte, index) => bytes[index] === byte);
}

function isWebp(bytes: Uint8Array): boolean {
  return startsWith(bytes, [0x52, 0x49, 0x46, 0x46]) && startsWith(bytes.subarray(8), [0x57, 0x45, 0x42, 0x50]);
}

/** Segments, one after the other, until one that begins a frame. */
function jpegSize(view: DataView): ImageSize | undefined {
  for (let at = 2; view.getUint8(at) === 0xff; at += 2 + view.getUint16(at + 2)) {
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { widthPx: view.getUint16(at + 7), heightPx: view.getUint16(at + 5) };
  }
  return undefined;
}

function webpSize(view: DataView): ImageSize | undefined {
  const kind = String.fromCharCode(view.getUint8(15));
  if (kind === 'X')
    return { widthPx: 1 + (view.getUint32(24, true) & 0xffffff), heightPx: 1 + (view.getUint32(26, true) >>> 8) };
  if (kind === ' ') return { widthPx: view.getUint16(26, true) & 0x3fff, heightPx: view.getUint16(28, true) & 0x3fff };
  const bits = view.getUint32(21, true);
  return { widthPx: 1 + (bits & 0x3fff), heightPx: 1 + ((bits >> 14) & 0x3fff) };
}
