import { escapeHtml } from '../../kernel/views/html.ts';
import { headingId } from './heading-id.ts';
import { type HtmlToken, htmlTokens } from './html-tokens.ts';
import { safeImage, safeLink } from './safe-address.ts';
import { hasColours, safeStyle } from './safe-style.ts';
import { svgAddress } from './svg-address.ts';

const allowed = new Set(
  'a abbr b bdi bdo blockquote br caption center cite code col colgroup dd del details dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp small span strike strong sub summary sup table tbody td tfoot th thead tr tt u ul var wbr'.split(
    ' ',
  ),
);
const empty = new Set(['br', 'col', 'hr', 'img', 'wbr']);
// What would do or load something: it leaves a word behind, so that nobody looks for it.
const active = new Set(
  'script iframe object embed applet audio video canvas form input button select textarea portal'.split(' '),
);
const attributes = new Set(
  'colspan rowspan span align valign title dir lang start reversed open scope width height'.split(' '),
);
const classes = /^(?:octavo-[a-z-]+|dataframe|t-[a-z]+)$/;

/** HTML that is safe to stand in a page, and what it took. */
export interface SafeHtml {
  html: string;
  isEmpty: boolean; // nothing is left to see
  leftOut: boolean; // scripts, frames, forms: what would have done something
  hasColours: boolean; // it chooses colours of its own
}

/**
 * Writes HTML anew from texts and from the elements and attributes of a list: whatever a browser makes of the input, it
 * cannot meet anything else in the output. Images are those with their data in the address; drawings (SVG) become such
 * images, in which no script runs. Elements are closed that were opened here, and no others.
 */
export function sanitise(source: string, options: { image?: (address: string) => string | undefined } = {}): SafeHtml {
  const safe: SafeHtml = { html: '', isEmpty: true, leftOut: false, hasColours: false };
  const parts: string[] = [];
  const open: string[] = [];
  for (const token of htmlTokens(source)) {
    if (token.kind === 'text') {
      if (token.text.trim() !== '') safe.isEmpty = false;
      parts.push(token.text.replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'));
    } else if (token.kind === 'svg') {
      safe.isEmpty = false;
      parts.push(`<img src="${svgAddress(token.source)}" alt="drawing">`);
    } else if (token.kind === 'close') closeElement(token.name);
    else if (token.name === 'img') {
      safe.isEmpty = false;
      parts.push(imageOf(token.attributes, options.image));
    } else if (allowed.has(token.name)) openElement(token);
    else if (active.has(token.name)) safe.leftOut = true;
  }
  for (const name of open.reverse()) parts.push(`</${name}>`);
  safe.html = parts.join('');
  return safe;

  function openElement({ name, attributes: given }: HtmlToken & { kind: 'open' }): void {
    if (open.length > 200) return; // deeper than anybody writes; browsers stop at 512
    const written = attributesOf(name, given);
    if (hasColours(written.style)) safe.hasColours = true;
    parts.push(`<${name}${written.text}>`);
    if (!empty.has(name)) open.push(name);
  }

  function closeElement(name: string): void {
    const at = open.lastIndexOf(name);
    if (at < 0) return;
    for (const one of open.splice(at).reverse()) parts.push(`</${one}>`);
  }
}

function attributesOf(name: string, given: Map<string, string>): { text: string; style: string } {
  const kept: string[] = [];
  for (const [key, value] of given) if (attributes.has(key)) kept.push(`${key}="${escapeHtml(value)}"`);
  const style = safeStyle(given.get('style') ?? '');
  if (style !== '') kept.push(`style="${escapeHtml(style)}"`);
  const words = (given.get('class') ?? '').split(/\s+/).filter((word) => classes.test(word));
  if (words.length > 0) kept.push(`class="${words.join(' ')}"`);
  const link = name === 'a' ? safeLink(given.get('href') ?? '') : undefined;
  if (link?.startsWith('#')) kept.push(`href="#${headingId(link.slice(1))}"`);
  else if (link !== undefined) kept.push(`href="${escapeHtml(link)}" rel="noopener noreferrer"`);
  return { text: kept.map((one) => ` ${one}`).join(''), style };
}

function imageOf(given: Map<string, string>, find: (address: string) => string | undefined = () => undefined): string {
  const source = given.get('src') ?? '';
  const alt = given.get('alt') ?? '';
  const address = safeImage(source) ?? find(source);
  if (address === undefined)
    return `<span class="left-out">[image${alt === '' ? '' : ` “${escapeHtml(alt)}”`} is not in this report]</span>`;
  const sizes = ['width', 'height'].filter((key) => /^\d{1,5}(?:px|%)?$/.test(given.get(key) ?? ''));
  const written = sizes.map((key) => ` ${key}="${given.get(key)}"`).join('');
  return `<img src="${escapeHtml(address)}" alt="${escapeHtml(alt)}"${written}>`;
}
