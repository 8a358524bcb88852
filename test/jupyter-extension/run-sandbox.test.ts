import { expect, test } from 'vitest';
import { imageType, mayHoldScripts } from '../../jupyter-extension/src/views/run/preview-kind.ts';
import { disarm, sandboxDocument } from '../../jupyter-extension/src/views/run/sandbox.ts';

// That Chromium then runs and asks for nothing is tried in test/browser; here, that nothing of the HTML comes before the policy.

test('sandboxDocument() puts its policy before everything that the HTML says', () => {
  const made = sandboxDocument('<!doctype html><html><head><script>alert(1)</script></head>');
  const policy = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(made);
  expect(made.slice(0, policy?.index)).toBe('<!doctype html><html><head><meta charset="utf-8">');
  expect(policy?.[1]?.split('; ')).toEqual(
    expect.arrayContaining(["default-src 'none'", 'img-src data:', "form-action 'none'", "base-uri 'none'"]),
  );
  expect(policy?.[1]).not.toMatch(/script-src|https?:|\*|'self'/);
  expect(made.endsWith('<script>alert(1)</script></head>')).toBe(true);
});

/** An element of a page that was parsed and is not shown. */
function element(tag: string, attributes: Record<string, string> = {}) {
  return {
    tag,
    attributes,
    isRemoved: false,
    remove() {
      this.isRemoved = true;
    },
    getAttribute: (name: string) => attributes[name] ?? null,
    setAttribute: (name: string, value: string) => {
      attributes[name] = value;
    },
    removeAttribute: (name: string) => {
      delete attributes[name];
    },
  };
}

function documentOf(...elements: ReturnType<typeof element>[]) {
  return {
    querySelectorAll: (selector: string) =>
      elements.filter(
        ({ tag, attributes }) =>
          selector === '*' ||
          selector.split(', ').some((one) => {
            const [, name, attribute] = /^(\w+)(?:\[(.+)\])?$/.exec(one) ?? [];
            return name === tag && (attribute === undefined || attribute in attributes);
          }),
      ),
  };
}

test('disarm() removes what loads, refreshes or runs', () => {
  const bad = ['template', 'link', 'base', 'script', 'iframe', 'object', 'embed', 'set', 'animate'].map((tag) =>
    element(tag),
  );
  const refresh = element('meta', { 'http-equiv': 'refresh' });
  const kept = [element('p'), element('meta', { charset: 'utf-8' }), element('style')];
  disarm(documentOf(...bad, refresh, ...kept));
  expect([...bad, refresh].every(({ isRemoved }) => isRemoved)).toBe(true);
  expect(kept.some(({ isRemoved }) => isRemoved)).toBe(false);
});

test('disarm() takes addresses away, but for places in the document and images within it', () => {
  const link = element('a', { href: 'https://elsewhere.invalid/', target: '_self', ping: 'https://p.invalid' });
  const script = element('a', { href: 'javascript:alert(1)' });
  const place = element('a', { href: '#results' });
  const image = element('image', { 'xlink:href': 'data:image/png;base64,AA' });
  const page = element('a', { href: 'data:text/html,<script>' });
  const button = element('button', { formaction: '/send' });
  const pictures = [element('img', { src: 'x.png', srcset: 'y.png 2x' }), element('video', { poster: '//p.invalid' })];
  const inner = element('img', { src: 'data:image/png;base64,AA' });
  disarm(documentOf(link, script, place, image, page, button, ...pictures, inner));
  expect(link.attributes).toEqual({ title: 'https://elsewhere.invalid/' });
  expect(script.attributes).not.toHaveProperty('href');
  expect(place.attributes).toEqual({ href: '#results' });
  expect(image.attributes).toHaveProperty('xlink:href');
  expect(page.attributes).not.toHaveProperty('href');
  expect(button.attributes).toEqual({});
  expect(pictures.map(({ attributes }) => attributes)).toEqual([{}, {}]);
  expect(inner.attributes).toHaveProperty('src');
});

test('an SVG is the one picture that may hold scripts, so it gets no address of the page', () => {
  const names = ['a.svg', 'a.SVG', 'a.png', 'a.jpg', 'a.apng', 'a.ico', 'a.avif'];
  expect(names.filter((name) => mayHoldScripts(imageType(name)))).toEqual(['a.svg', 'a.SVG']);
});
