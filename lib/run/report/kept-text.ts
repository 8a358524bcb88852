import { escapeHtml } from '../../kernel/views/html.ts';
import { ansiHtml } from './ansi.ts';

/** Characters of one text output that a page shows: half from its beginning, half from its end. */
export const mostText = 100_000;

const notice = /\[octavo: ([\d.]+ [kM]B left out here)(?:; the whole text is in ([^\]\n/\\]+))?\]/g;

/** The text of an output as HTML, with its colours, and with links to the files that hold what a run left out. */
export function textHtml(text: string, fileAddress: (name: string) => string): string {
  if (text.length > mostText) {
    const half = mostText / 2;
    const [head, tail] = [text.slice(0, lineEnd(text, half)), text.slice(lineEnd(text, text.length - half))];
    const size = shownSize(text.length - head.length - tail.length);
    return `${textHtml(head, fileAddress)}<span class="left-out">[${size} left out of this report; the notebook has it]</span>\n${textHtml(tail, fileAddress)}`;
  }
  let html = '';
  let at = 0;
  for (const match of text.matchAll(notice)) {
    const [whole, size = '', file] = match;
    html += ansiHtml(text.slice(at, match.index));
    const link = file && `; the whole text is in <a href="${escapeHtml(fileAddress(file))}">${escapeHtml(file)}</a>`;
    html += `<span class="left-out">[${size}${link ?? ''}]</span>`;
    at = match.index + whole.length;
  }
  return html + ansiHtml(text.slice(at));
}

/** The end of the line at an offset; the offset itself in the middle of a very long line. */
function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset) + 1;
  return end > 0 && end - offset < 2000 ? end : offset;
}

/** `12.3 MB`. */
export function shownSize(bytes: number): string {
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
