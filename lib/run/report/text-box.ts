import { escapeHtml } from '../../kernel/views/html.ts';
import type { JsonValue } from '../../notebook/json/index.ts';

export interface OutputPlace {
  label: string; // of the cell, for who cannot see where the output is
  fileAddress: (name: string) => string; // of a file beside the executed notebook
}

/** What a multi-line text of nbformat says. */
export function plainText(value: JsonValue | undefined): string {
  if (Array.isArray(value)) return value.filter((line) => typeof line === 'string').join('');
  return typeof value === 'string' ? value : '';
}

/** Text that keeps its lines; who has no mouse can reach it to scroll. */
export function textBox(html: string, text: string, label: string, kind: string): string {
  const lines = text.split('\n', 2000);
  const scrolls = lines.length > 30 || lines.some((line) => line.length > 40);
  const reach = scrolls ? ` tabindex="0" role="group" aria-label="${escapeHtml(label)}"` : '';
  return `<pre class="text ${kind}${lines.length > 60 ? ' long' : ''}"${reach}>${html}</pre>`;
}
