/** What `import 'tslab'` gives in a cell of Octavo's kernel: the public API of tslab 1.0.22. Plain TypeScript (not generated). */
import { createRequire } from 'node:module';
import { type Display as OctavoDisplay, display as octavoDisplay, newDisplay as octavoNewDisplay } from './display.ts';

export interface Display {
  javascript(s: string): void;
  html(s: string): void;
  markdown(s: string): void;
  latex(s: string): void;
  svg(s: string): void;
  png(b: Uint8Array): void;
  jpeg(b: Uint8Array): void;
  gif(b: Uint8Array): void;
  pdf(b: Uint8Array): void;
  text(s: string): void;
  raw(contentType: string, b: string | Uint8Array): void;
}

/** The versions of what runs the cells; `tslab` is the version whose API this is. */
export const versions = {
  tslab: '1.0.22',
  get typescript(): string {
    return (createRequire(import.meta.url)('typescript/package.json') as { version: string }).version;
  },
  node: process.version,
};

export const display: Display = withRaw(octavoDisplay);

/** A display whose content is replaced by each call. */
export function newDisplay(): Display {
  return withRaw(octavoNewDisplay());
}

function withRaw(display: OctavoDisplay): Display {
  const { javascript, html, markdown, latex, svg, png, jpeg, gif, pdf, text } = display;
  const raw = (contentType: string, content: string | Uint8Array) => display.mime({ [contentType]: content });
  return { javascript, html, markdown, latex, svg, png, jpeg, gif, pdf, text, raw };
}
