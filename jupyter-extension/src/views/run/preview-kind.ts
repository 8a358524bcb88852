import type { Schemas } from '../api/client.ts';

/** How an artifact is shown. `sniff`: its first bytes decide between text and binary. `too-large`: it can be shown only whole, and is too long for that. */
export type PreviewKind =
  | 'text'
  | 'table'
  | 'image'
  | 'html'
  | 'figure'
  | 'notebook'
  | 'pdf'
  | 'binary'
  | 'sniff'
  | 'empty'
  | 'too-large';

/** Files that are shown only as a whole are shown up to these sizes. */
export const wholeUpToBytes = { image: 32_000_000, html: 4_000_000, figure: 24_000_000 } as const;

const images = ['png', 'jpg', 'jpeg', 'gif', 'webp', 'bmp', 'ico', 'avif', 'apng', 'svg'];
const texts = [
  ...[
    'txt',
    'text',
    'log',
    'md',
    'markdown',
    'rst',
    'json',
    'jsonl',
    'ndjson',
    'geojson',
    'yaml',
    'yml',
    'toml',
    'ini',
  ],
  ...[
    'cfg',
    'conf',
    'env',
    'lock',
    'xml',
    'ts',
    'mts',
    'cts',
    'tsx',
    'js',
    'mjs',
    'cjs',
    'jsx',
    'py',
    'r',
    'sh',
    'sql',
  ],
  ...['css', 'c', 'h', 'cpp', 'rs', 'go', 'java', 'ipynb', 'tex', 'bib', 'diff', 'patch', 'dvc', 'csl', 'map'],
];
const binaries = [
  ...[
    'zip',
    'gz',
    'tgz',
    'bz2',
    'xz',
    'zst',
    '7z',
    'tar',
    'parquet',
    'arrow',
    'feather',
    'npy',
    'npz',
    'pkl',
    'pickle',
  ],
  ...['onnx', 'safetensors', 'pt', 'pth', 'h5', 'hdf5', 'bin', 'db', 'sqlite', 'duckdb', 'wasm', 'so', 'exe', 'woff2'],
  ...['mp3', 'mp4', 'webm', 'ogg', 'wav', 'mov', 'xlsx', 'docx', 'pptx', 'node'],
];

/** Chooses how an artifact is shown, by its name and size. The server's media type helps only where the name says nothing. */
export function previewKind({ name, sizeBytes, mediaType }: Schemas['Artifact']): PreviewKind {
  const file = name.slice(name.lastIndexOf('/') + 1).toLowerCase();
  const ending = file.includes('.') ? file.slice(file.lastIndexOf('.') + 1) : '';
  if (ending === 'ipynb') return 'notebook';
  if (ending === 'pdf') return 'pdf';
  if (sizeBytes === 0) return 'empty';
  if (file.endsWith('.plotly.json') || mediaType === 'application/vnd.plotly.v1+json')
    return ifWhole('figure', sizeBytes);
  if (images.includes(ending)) return ifWhole('image', sizeBytes);
  if (ending === 'html' || ending === 'htm' || ending === 'xhtml') return ifWhole('html', sizeBytes);
  if (ending === 'csv' || ending === 'tsv') return 'table';
  if (texts.includes(ending)) return 'text';
  if (binaries.includes(ending)) return 'binary';
  return mediaType.startsWith('text/') ? 'text' : 'sniff';
}

/** Whether bytes look like text: valid UTF-8 but for a letter cut in half at the end, and no control characters that text has not. */
export function looksLikeText(bytes: Uint8Array): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
    return !/[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/.test(text);
  } catch {
    return false;
  }
}

/** The media type of an image for the browser, from its name: the server's word is not needed to show it. */
export function imageType(name: string): string {
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  const special: Record<string, string> = {
    svg: 'image/svg+xml',
    jpg: 'image/jpeg',
    ico: 'image/x-icon',
    apng: 'image/png',
  };
  return special[ending] ?? `image/${ending}`;
}

/** Whether a browser that opens a file of this type by itself runs what is in it; only plain pictures are known not to. */
export function mayHoldScripts(type: string): boolean {
  return !/^image\/(png|jpeg|gif|webp|bmp|x-icon|avif)$/.test(type);
}

function ifWhole(kind: keyof typeof wholeUpToBytes, sizeBytes: number): PreviewKind {
  return sizeBytes <= wholeUpToBytes[kind] ? kind : 'too-large';
}
