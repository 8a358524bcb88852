// Nothing may be asked of any server, no script may run, no form may be sent. Styles and images may lie in the document itself.
const policy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  'img-src data:',
  'font-src data:',
  "form-action 'none'",
  "base-uri 'none'",
].join('; ');

/**
 * Makes of somebody's HTML a document for `<iframe sandbox="" srcdoc>`. The policy stands before anything the HTML says, so
 * that nothing in it (a doctype, a `<head>`, a comment left open before) comes first; a second doctype or head is ignored by
 * the parser. What a policy cannot forbid (following links, looking up their hosts) is taken out of `html` by `disarm` before.
 */
export function sandboxDocument(html: string): string {
  return (
    '<!doctype html><html><head><meta charset="utf-8">' +
    `<meta http-equiv="Content-Security-Policy" content="${policy}">` +
    '<meta http-equiv="x-dns-prefetch-control" content="off"><meta name="referrer" content="no-referrer">' +
    `<base target="_blank">${html}`
  );
}

/** What `disarm` needs of a parsed document; the browser's own `Document` has it. */
export interface ParsedDocument {
  querySelectorAll(selector: string): Iterable<{
    remove(): void;
    getAttribute(name: string): string | null;
    setAttribute(name: string, value: string): void;
    removeAttribute(name: string): void;
  }>;
}

// `set` and `animate` could give a link its address back; what lies in a `template` is found by no selector, and may become a shadow tree.
const removed = 'template, link, base, meta[http-equiv], script, iframe, object, embed, set, animate';

/** Takes out of a parsed, never shown document what leads elsewhere. Links keep their text, and their address as a title. */
export function disarm(document: ParsedDocument): void {
  for (const element of document.querySelectorAll(removed)) {
    element.remove();
  }
  for (const element of document.querySelectorAll('*')) {
    for (const name of ['src', 'srcset', 'poster', 'background', 'data']) {
      if (!/^data:/i.test(element.getAttribute(name) ?? 'data:')) element.removeAttribute(name);
    }
    for (const name of ['href', 'xlink:href', 'action', 'formaction', 'ping', 'target']) {
      const value = element.getAttribute(name);
      if (value === null || (name.endsWith('href') && /^(#|data:image\/)/i.test(value))) continue;
      element.removeAttribute(name);
      if (name === 'href') element.setAttribute('title', value);
    }
  }
}
