import { JSDOM } from 'jsdom';
import { bundleOf } from '../../lib/kernel/mime.ts';

export interface Shown {
  text: string;
  types: string[]; // MIME types beside text/plain
  data: Record<string, unknown>;
  page: Document; // of its HTML, or an empty one
}

/** What a notebook gets of a value. */
export async function shown(value: unknown): Promise<Shown> {
  const data = await bundleOf(value);
  const { 'text/plain': text, ...others } = data;
  const html = data['text/html'] ?? data['image/svg+xml'] ?? '';
  return { text: String(text), types: Object.keys(others), data, page: new JSDOM(String(html)).window.document };
}

/** A table's rows, each a list of the texts in its cells; a column's type stands behind its name. */
export function tableRows(page: Document): string[][] {
  return [...page.querySelectorAll('tr')].map((row) =>
    [...row.children].map((cell) => cell.innerHTML.replace(/<br><small>(.*)<\/small>/, ': $1')),
  );
}

/** What a tree says, a line for an entry, each level indented. */
export function treeLines(page: Document): string[] {
  return page.querySelector('details') ? linesOf(page.querySelector('details') as Element, 0) : [];
}

function linesOf(details: Element, depth: number): string[] {
  const indent = '  '.repeat(depth);
  const lines = [indent + (details.querySelector(':scope > summary')?.textContent ?? '')];
  for (const item of details.querySelectorAll(':scope > ul > li')) {
    const inner = item.querySelector(':scope > details');
    lines.push(...(inner ? linesOf(inner, depth + 1) : [`${indent}  ${item.textContent}`]));
  }
  return lines;
}

/** What could run in a page: scripts, handlers, frames, addresses of scripts, anything from elsewhere. */
export function dangersIn(page: Document): string[] {
  const active = [...page.querySelectorAll('script, iframe, object, embed, link, img, base, form, foreignObject, a')];
  const handlers = [...page.querySelectorAll('*')].flatMap((element) =>
    [...element.attributes].filter(
      ({ name, value }) => /^on|^href|^src|style/i.test(name) || /javascript:/i.test(value),
    ),
  );
  return [...active.map(({ outerHTML }) => outerHTML), ...handlers.map(({ name, value }) => `${name}=${value}`)];
}
