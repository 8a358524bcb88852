/** A piece of HTML. Text is as it was written, with its character references. */
export type HtmlToken =
  | { kind: 'text'; text: string }
  | { kind: 'open'; name: string; attributes: Map<string, string>; end: number } // end: offset behind the tag
  | { kind: 'svg'; source: string } // a drawing, whole
  | { kind: 'close'; name: string };

const attribute = /[\s/]*([^\s/>=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]*)))?/y;

// Their content is no markup to a browser either.
const rawText = new Set(['script', 'style', 'xmp', 'iframe', 'noembed', 'noframes', 'noscript', 'textarea', 'title']);

/**
 * Reads HTML leniently, in one pass. It need not read exactly as a browser does: nothing but texts, names and values goes
 * on from here, and all of them are checked and escaped when they are written again.
 */
export function* htmlTokens(html: string): Generator<HtmlToken> {
  const source = html.replaceAll('\0', '');
  for (let at = 0; at < source.length; ) {
    const mark = source.indexOf('<', at);
    if (mark < 0) return yield { kind: 'text', text: source.slice(at) };
    if (mark > at) yield { kind: 'text', text: source.slice(at, mark) };
    const next = source[mark + 1] ?? '';
    if (next === '!' || next === '?') at = behindComment(source, mark);
    else if (next === '/') {
      const end = source.indexOf('>', mark);
      at = end < 0 ? source.length : end + 1;
      const name = /^[a-z][^\s/>]*/i.exec(source.slice(mark + 2, Math.min(at, mark + 40)))?.[0];
      if (name) yield { kind: 'close', name: name.toLowerCase() };
    } else if (/[a-z]/i.test(next)) {
      const token = openTag(source, mark);
      at = token.name === 'svg' ? behindDrawing(source, mark) : token.end;
      yield token.name === 'svg' ? { kind: 'svg', source: source.slice(mark, at) } : token;
      if (rawText.has(token.name)) at = behindElement(source, token.name, at);
    } else {
      yield { kind: 'text', text: '&lt;' };
      at = mark + 1;
    }
  }
}

function behindComment(source: string, mark: number): number {
  const end = source.startsWith('<!--', mark) ? source.indexOf('-->', mark + 2) : source.indexOf('>', mark) - 2;
  return end < 0 ? source.length : end + 3;
}

function openTag(source: string, mark: number): HtmlToken & { kind: 'open' } {
  const name = /[^\s/>]+/y;
  name.lastIndex = mark + 1;
  const word = (name.exec(source)?.[0] ?? '').toLowerCase();
  const attributes = new Map<string, string>();
  let at = mark + 1 + word.length;
  for (;;) {
    attribute.lastIndex = at;
    const found = attribute.exec(source);
    if (!found) break;
    at = attribute.lastIndex;
    const [, key = '', double, single, bare] = found;
    if (!attributes.has(key.toLowerCase())) attributes.set(key.toLowerCase(), decoded(double ?? single ?? bare ?? ''));
  }
  const end = source.indexOf('>', at);
  return { kind: 'open', name: word, attributes, end: end < 0 ? source.length : end + 1 };
}

/** The offset behind the end tag of an element; the end of the source when there is none. */
function behindElement(source: string, name: string, from: number): number {
  const end = new RegExp(`</${name}(?=[\\s/>]|$)[^>]*>?`, 'gi');
  end.lastIndex = from;
  return end.exec(source) ? end.lastIndex : source.length;
}

/** The offset behind a drawing, with those inside of it. */
function behindDrawing(source: string, mark: number): number {
  const tag = /<(\/?)svg(?=[\s/>])[^>]*>/gi;
  tag.lastIndex = mark;
  for (let depth = 0, found = tag.exec(source); found; found = tag.exec(source)) {
    if (found[1]) depth--;
    else if (!found[0].endsWith('/>')) depth++;
    if (depth <= 0) return tag.lastIndex;
  }
  return source.length;
}

const references: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  colon: ':',
};
references.tab = '\t';
references.newline = '\n';

/** A text with its character references read; those with rare names stay as they are. */
export function decoded(value: string): string {
  return value.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+));?/gi, (whole, decimal, hexadecimal, name) => {
    if (name !== undefined) return references[(name as string).toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hexadecimal as string, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}
