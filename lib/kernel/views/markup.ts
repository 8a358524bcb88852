import type { MimeBundle } from '../mime.ts';
import { textOfBundle } from './mime-text.ts';
import { inspectsItself } from './properties.ts';

const maxLength = 1_000_000;

/** An element of a page (jsdom, linkedom; what Observable Plot draws): SVG as an image, anything else as HTML. */
export function elementView(value: object): MimeBundle | undefined {
  if (inspectsItself(value)) return undefined;
  const {
    outerHTML: markup,
    nodeType,
    localName,
  } = value as { outerHTML?: unknown; nodeType?: unknown; localName?: unknown };
  if (typeof markup !== 'string' || nodeType !== 1) return undefined;
  if (markup.length > maxLength)
    return {
      'text/plain': `<${String(localName)}>, ${markup.length.toLocaleString('en')} characters: too large to show here`,
    };
  const bundle: MimeBundle = localName === 'svg' ? { 'image/svg+xml': asSvgFile(markup) } : { 'text/html': markup };
  return { ...bundle, 'text/plain': textOfBundle(bundle) };
}

/** Inside a page an <svg> needs no namespace; as an image of its own it does. */
function asSvgFile(markup: string): string {
  return /^<svg[^>]*\sxmlns=/.test(markup)
    ? markup
    : markup.replace(/^<svg/, '<svg xmlns="http://www.w3.org/2000/svg"');
}

const grammars: [RegExp, string][] = [
  [/\/vega-lite\/v(\d+)/, 'vegalite'],
  [/\/vega\/v(\d+)/, 'vega'],
];

/** A plot with a `toSpec()` that gives a Vega or Vega-Lite specification, as vega-lite-api's do. */
export function vegaView(value: object): MimeBundle | undefined {
  const spec = (value as { toSpec: () => { $schema?: unknown } | undefined }).toSpec();
  for (const [pattern, name] of grammars) {
    const version = pattern.exec(String(spec?.$schema))?.[1];
    if (version === undefined) continue;
    const json: unknown = JSON.parse(JSON.stringify(spec)); // or it throws, and is shown as any object
    return { [`application/vnd.${name}.v${version}+json`]: json, 'text/plain': `${name} v${version} plot` };
  }
  return undefined;
}
