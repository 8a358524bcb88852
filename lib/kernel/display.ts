import { randomUUID } from 'node:crypto';
import { bundleOf, type MimeBundle, mimeData } from './mime.ts';

/** How a kernel takes what is displayed. It sets one under `kernelDoor`; other copies of this module find it there. */
export interface DisplayDoor {
  display: (data: MimeBundle, metadata: MimeBundle, identity: { displayId?: string; update?: boolean }) => void;
  clearOutput: (wait: boolean) => void;
}

export const kernelDoor = Symbol.for('octavo.kernel.display');

export interface DisplayOptions {
  metadata?: MimeBundle; // by MIME type, as in nbformat
}

/** Shows something in the notebook, at once. Outside a kernel its text is printed. */
export interface Display {
  (value: unknown, options?: DisplayOptions): void | Promise<void>; // a promise when the value makes its own bundle, and takes time to
  html: (html: string) => void;
  markdown: (markdown: string) => void;
  latex: (latex: string) => void;
  svg: (svg: string) => void;
  javascript: (script: string) => void;
  text: (text: string) => void;
  json: (value: unknown) => void;
  png: (bytes: Uint8Array | string) => void; // a string is base64 already, here and below
  jpeg: (bytes: Uint8Array | string) => void;
  gif: (bytes: Uint8Array | string) => void;
  pdf: (bytes: Uint8Array | string) => void;
  mime: (bundle: MimeBundle, options?: DisplayOptions) => void; // MIME type to data; bytes become base64
}

/** A place in the notebook whose content may be replaced: the first call shows it, later ones change it. */
export function newDisplay(): Display {
  const displayId = randomUUID().replaceAll('-', '');
  let isShown = false;
  return makeDisplay((data, metadata) => {
    send(data, metadata, isShown ? { displayId, update: true } : { displayId });
    isShown = true;
  });
}

/** Takes away what the cell has shown so far; with `wait`, only when the next output comes. */
export function clearOutput(options: { wait?: boolean } = {}): void {
  door()?.clearOutput(options.wait ?? false);
}

type Send = (data: MimeBundle, metadata: MimeBundle) => void;

function makeDisplay(show: Send): Display {
  const one = (type: string) => (content: unknown) => show({ [type]: mimeData(content) }, {});
  const display = (value: unknown, options: DisplayOptions = {}) => {
    const bundle = bundleOf(value);
    if (bundle instanceof Promise) return bundle.then((data) => show(data, options.metadata ?? {}));
    show(bundle, options.metadata ?? {});
  };
  return Object.assign(display, {
    html: one('text/html'),
    markdown: one('text/markdown'),
    latex: one('text/latex'),
    svg: one('image/svg+xml'),
    javascript: one('text/javascript'),
    text: one('text/plain'),
    json: (value: unknown) => show({ 'application/json': value }, {}),
    png: one('image/png'),
    jpeg: one('image/jpeg'),
    gif: one('image/gif'),
    pdf: one('application/pdf'),
    mime: (bundle: MimeBundle, options: DisplayOptions = {}) => {
      const entries = Object.entries(bundle).map(([type, content]) => [type, mimeData(content)]);
      show(Object.fromEntries(entries), options.metadata ?? {});
    },
  });
}

export const display: Display = makeDisplay((data, metadata) => send(data, metadata, {}));

function send(data: MimeBundle, metadata: MimeBundle, identity: { displayId?: string; update?: boolean }): void {
  const kernel = door();
  if (kernel) kernel.display(data, metadata, identity);
  else process.stdout.write(`${data['text/plain'] ?? `[${Object.keys(data).join(', ')}]`}\n`);
}

function door(): DisplayDoor | undefined {
  return (globalThis as { [kernelDoor]?: DisplayDoor })[kernelDoor];
}
