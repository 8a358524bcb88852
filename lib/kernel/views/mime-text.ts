import { cutText } from '../plain-text.ts';
import { imageSize } from './image-size.ts';

const maxLength = 2000;
const asItIs = new Set(['text/markdown', 'text/latex', 'application/javascript', 'text/javascript', 'text/csv']);
const imageNames: Record<string, string> = {
  'image/png': 'PNG',
  'image/jpeg': 'JPEG',
  'image/gif': 'GIF',
  'image/webp': 'WebP',
  'image/avif': 'AVIF',
  'image/svg+xml': 'SVG',
};

/** What a reader without the means to show a bundle reads instead: the words of HTML, the size of a picture. */
export function textOfBundle(bundle: Record<string, unknown>): string {
  const entries = Object.entries(bundle);
  for (const [type, content] of entries) {
    const text = readableText(type, content);
    if (text !== undefined && text !== '') return text;
  }
  return entries.map(([type, content]) => nameOf(type, content)).join(', ') || 'nothing to show';
}

function readableText(type: string, content: unknown): string | undefined {
  if (type === 'application/json') return cutText(jsonText(content), maxLength);
  if (typeof content !== 'string') return undefined;
  if (type === 'text/html') return wordsOf(content);
  if (asItIs.has(type)) return cutText(content, maxLength);
  const image = imageNames[type];
  return image === undefined ? undefined : imageText(image, type, content);
}

function nameOf(type: string, content: unknown): string {
  if (typeof content !== 'string') return type;
  if (type === 'text/html') return `HTML, ${sizeText(Buffer.byteLength(content))}`;
  return type === 'application/pdf' ? `PDF, ${sizeText(base64Size(content))}` : type;
}

function base64Size(content: string): number {
  return Math.floor((content.replace(/=+$/, '').length * 3) / 4);
}

function imageText(name: string, type: string, content: string): string {
  if (type === 'image/svg+xml') return `SVG image, ${sizeText(Buffer.byteLength(content))}`;
  const head = Buffer.from(content.slice(0, 64 * 1024), 'base64');
  return describeImage(name, head, base64Size(content));
}

/** `PNG image, 640 × 480, 12.3 kB`; the beginning of its bytes tells width and height. */
export function describeImage(name: string, head: Uint8Array, sizeBytes: number): string {
  const size = imageSize(head);
  return `${name} image, ${size ? `${size.widthPx} × ${size.heightPx}, ` : ''}${sizeText(sizeBytes)}`;
}

/** `812 bytes`, `12.3 kB`, `1.5 MB`. */
export function sizeText(bytes: number): string {
  if (bytes < 1000) return bytes === 1 ? '1 byte' : `${bytes} bytes`;
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

function jsonText(content: unknown): string {
  try {
    return JSON.stringify(content, undefined, 2) ?? '';
  } catch {
    return '';
  }
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' };

/** The words of an HTML text, one line for a block: enough to tell what is shown. */
function wordsOf(html: string): string {
  const words = html
    .slice(0, 100_000)
    .replace(/<(script|style|template)\b[\s\S]*?(<\/\1\s*>|$)/gi, '')
    .replace(/<!--[\s\S]*?(-->|$)/g, '')
    .replace(/<\/(p|div|li|tr|h[1-6]|summary|caption|pre)\s*>|<br\b[^>]*>/gi, '\n')
    .replace(/<\/t[dh]\s*>/gi, '  ')
    .replace(/<[^>]*>/g, '')
    .replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (_, name: string) => entities[name] ?? '')
    .replace(/[ \t]+\n|\n\s+/g, '\n')
    .trim();
  return cutText(words, 200, '…');
}
