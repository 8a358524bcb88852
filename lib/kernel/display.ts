import { lateCrypto } from './late-crypto.ts';
import { bundleOf, completeBundle, type MimeBundle } from './mime.ts';

/** How a kernel takes what is displayed. It sets one under `kernelDoor`; other copies of this module find it there. */
export interface DisplayDoor {
  display: (data: MimeBundle, metadata: MimeBundle, identity: { displayId?: string; update?: boolean }) => void;
  clearOutput: (wait: boolean) => void;
  cell?: () => object | undefined; // one for each execution of a cell: the one that calls
  whenCellEnds?: (listener: (hasFailed: boolean) => void) => void; // of the cell that calls; an interruption is a failure
}

export const kernelDoor = Symbol.for('octavo.kernel.display');

export interface DisplayOptions {
  metadata?: MimeBundle; // as in nbformat, by MIME type: { 'image/png': { width: 320 } }; JupyterLab reads needs_background beside them
}

export interface JsonOptions extends DisplayOptions {
  expanded?: boolean; // the tree of JupyterLab is unfolded
}

type Bytes = Uint8Array | ArrayBuffer | string; // a string is base64 already

/** Shows something in the notebook, at once. Every bundle gets a `text/plain`. Outside a kernel that text is printed. */
export interface Display {
  (value: unknown, options?: DisplayOptions): void | Promise<void>; // a promise when the value makes its own bundle, and takes time to
  html: (html: string, options?: DisplayOptions) => void;
  markdown: (markdown: string, options?: DisplayOptions) => void;
  latex: (latex: string, options?: DisplayOptions) => void;
  svg: (svg: string, options?: DisplayOptions) => void;
  javascript: (script: string, options?: DisplayOptions) => void;
  text: (text: string, options?: DisplayOptions) => void;
  json: (value: unknown, options?: JsonOptions) => void;
  png: (bytes: Bytes, options?: DisplayOptions) => void;
  jpeg: (bytes: Bytes, options?: DisplayOptions) => void;
  gif: (bytes: Bytes, options?: DisplayOptions) => void;
  pdf: (bytes: Bytes, options?: DisplayOptions) => void;
  mime: (bundle: MimeBundle, options?: DisplayOptions) => void; // MIME type to data; bytes become base64
}

/** A place in the notebook whose content may be replaced: the first call shows it, later ones change it, from any cell. */
export function newDisplay(): Display {
  const displayId = lateCrypto().randomUUID().replaceAll('-', '');
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

/** Tells executions of cells apart: the same object for all that one of them does. Undefined outside a kernel. */
export function cellIdentity(): object | undefined {
  return door()?.cell?.();
}

/** Has a function called when the calling cell ends, before its reply; it may still display. Outside a kernel it is never called. */
export function whenCellEnds(listener: (hasFailed: boolean) => void): void {
  door()?.whenCellEnds?.(listener);
}

type Send = (data: MimeBundle, metadata: MimeBundle) => void;

function makeDisplay(show: Send): Display {
  const mime = (bundle: MimeBundle, { metadata = {} }: DisplayOptions = {}) => show(completeBundle(bundle), metadata);
  const one =
    <Content>(type: string) =>
    (content: Content, options?: DisplayOptions) =>
      mime({ [type]: content }, options);
  const display = (value: unknown, { metadata = {} }: DisplayOptions = {}) => {
    const bundle = bundleOf(value);
    if (bundle instanceof Promise) return bundle.then((data) => show(data, metadata));
    show(bundle, metadata);
  };
  return Object.assign(display, {
    html: one('text/html'),
    markdown: one('text/markdown'),
    latex: one('text/latex'),
    svg: one('image/svg+xml'),
    javascript: one('text/javascript'),
    text: one('text/plain'),
    json: (value: unknown, { expanded, metadata = {} }: JsonOptions = {}) => {
      const type = 'application/json';
      const unfolded = expanded === undefined ? {} : { [type]: { ...(metadata[type] as object), expanded } };
      mime({ [type]: value }, { metadata: { ...metadata, ...unfolded } });
    },
    png: one('image/png'),
    jpeg: one('image/jpeg'),
    gif: one('image/gif'),
    pdf: one('application/pdf'),
    mime,
  });
}

export const display: Display = makeDisplay((data, metadata) => send(data, metadata, {}));

function send(data: MimeBundle, metadata: MimeBundle, identity: { displayId?: string; update?: boolean }): void {
  const kernel = door();
  if (kernel) kernel.display(data, metadata, identity);
  else process.stdout.write(`${data['text/plain']}\n`);
}

function door(): DisplayDoor | undefined {
  return (globalThis as { [kernelDoor]?: DisplayDoor })[kernelDoor];
}
