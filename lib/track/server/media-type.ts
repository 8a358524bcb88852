import { posix } from 'node:path';

/** Files that a browser may show. HTML and SVG too: every artifact is answered as a page without rights. */
const byEnding: Record<string, string> = {
  '.plotly.json': 'application/vnd.plotly.v1+json',
  '.ipynb': 'application/x-ipynb+json',
  '.json': 'application/json',
  '.jsonl': 'application/jsonl',
  '.geojson': 'application/geo+json',
  '.txt': 'text/plain',
  '.log': 'text/plain',
  '.md': 'text/markdown',
  '.csv': 'text/csv',
  '.tsv': 'text/tab-separated-values',
  '.yaml': 'application/yaml',
  '.yml': 'application/yaml',
  '.toml': 'application/toml',
  '.ts': 'text/plain',
  '.js': 'text/plain',
  '.py': 'text/plain',
  '.html': 'text/html',
  '.htm': 'text/html',
  '.xml': 'application/xml',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.bmp': 'image/bmp',
  '.pdf': 'application/pdf',
  '.mp3': 'audio/mpeg',
  '.wav': 'audio/wav',
  '.mp4': 'video/mp4',
  '.webm': 'video/webm',
};

/** What is in no list: it is saved, not shown. */
export const unknownMediaType = 'application/octet-stream';

/** The media type of a file by its name. */
export function mediaTypeOf(name: string): string {
  const file = posix.basename(name).toLowerCase();
  if (file.endsWith('.plotly.json')) return byEnding['.plotly.json'] as string;
  const ending = posix.extname(file);
  return Object.hasOwn(byEnding, ending) ? (byEnding[ending] as string) : unknownMediaType;
}

/** The Content-Type header: texts are UTF-8, as everything that Octavo writes. */
export function contentTypeOf(name: string): string {
  const type = mediaTypeOf(name);
  return /^text\/|json|yaml|toml|xml$/.test(type) && !type.startsWith('image/') ? `${type}; charset=utf-8` : type;
}
