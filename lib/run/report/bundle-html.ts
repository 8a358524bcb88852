import { escapeHtml } from '../../kernel/views/html.ts';
import { sketchOf, type Trace } from '../../kernel/views/plotly-sketch.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../notebook/json/index.ts';
import { withoutAnsi } from './ansi.ts';
import { highlightedLines } from './highlight.ts';
import { shownSize, textHtml } from './kept-text.ts';
import { renderMarkdown } from './markdown.ts';
import { sanitise } from './sanitise.ts';
import { svgAddress } from './svg-address.ts';
import { type OutputPlace, plainText, textBox } from './text-box.ts';

const mostHtml = 2_000_000; // characters of one output
const mostImage = 30_000_000;
const mostJson = 50_000;

type Show = (data: JsonObject, place: OutputPlace) => string | undefined; // undefined: another form has to do

// From the richest form to the plainest; each may decline.
const forms: Show[] = [
  plotly,
  image('image/png'),
  svg,
  image('image/jpeg'),
  image('image/gif'),
  image('image/webp'),
  html,
  markdown,
  latex,
  json,
  text,
];

/** A value in the best of its forms that a page can show without running anything. */
export function bundleHtml(data: JsonObject, place: OutputPlace): string {
  for (const form of forms) {
    const shown = form(data, place);
    if (shown !== undefined) return shown;
  }
  const types = Object.keys(data).slice(0, 5);
  return types.length === 0
    ? ''
    : `<p class="left-out">[${escapeHtml(types.join(', '))}: no form that a page can show]</p>`;
}

function figure(address: string, data: JsonObject, kind = 'picture'): string {
  const alt = withoutAnsi(plainText(data['text/plain'])).split('\n')[0]?.slice(0, 200) || 'Figure';
  return `<figure class="${kind}"><img src="${address}" alt="${escapeHtml(alt)}"></figure>`;
}

function plotly(data: JsonObject, place: OutputPlace): string | undefined {
  const value = data['application/vnd.plotly.v1+json'];
  if (!isJsonObject(value)) return undefined;
  const better = image('image/png')(data, place) ?? svg(data);
  if (better !== undefined) return better;
  const traces = Array.isArray(value.data) ? value.data.filter(isJsonObject) : [];
  const sketch = sketched(traces, isJsonObject(value.layout) ? value.layout : {});
  return sketch === undefined
    ? undefined
    : figure(svgAddress(sketch), { 'text/plain': data['text/plain'] ?? 'Plotly figure' }, 'sketch');
}

function sketched(traces: Trace[], layout: JsonObject): string | undefined {
  try {
    return sketchOf(traces, layout);
  } catch {
    return undefined; // a figure that is not made as plotly's are
  }
}

function image(type: string): Show {
  return (data) => {
    const base64 = plainText(data[type]).replace(/\s+/g, '');
    if (base64 === '' || !/^[a-z0-9+/]+=*$/i.test(base64)) return undefined;
    if (base64.length > mostImage)
      return `<p class="left-out">[an image of ${shownSize(base64.length)} is in the notebook]</p>`;
    return figure(`data:${type};base64,${base64}`, data);
  };
}

function svg(data: JsonObject): string | undefined {
  const source = plainText(data['image/svg+xml']);
  if (!/<svg[\s>]/i.test(source.slice(0, 10_000))) return undefined;
  if (source.length > mostImage)
    return `<p class="left-out">[a drawing of ${shownSize(source.length)} is in the notebook]</p>`;
  return figure(svgAddress(source), data, 'drawing');
}

function html(data: JsonObject, place: OutputPlace): string | undefined {
  const source = plainText(data['text/html']);
  if (source === '') return undefined;
  const safe = sanitise(source.slice(0, mostHtml));
  const hasText = plainText(data['text/plain']) !== '';
  const left = safe.leftOut
    ? '<p class="left-out">[its interactive part is left out: a report runs no scripts]</p>'
    : '';
  if (safe.isEmpty) return hasText ? `${text(data, place)}${left}` : left;
  const cut =
    source.length > mostHtml
      ? `<p class="left-out">[${shownSize(source.length - mostHtml)} left out of this report; the notebook has it]</p>`
      : '';
  const reach = /<(?:table|pre|img)/.test(safe.html)
    ? ` tabindex="0" role="group" aria-label="Output of cell ${escapeHtml(place.label)}"`
    : '';
  return `<div class="html${safe.hasColours ? ' paper' : ''}"${reach}>${safe.html}</div>${cut}${left}`;
}

function markdown(data: JsonObject): string | undefined {
  const source = plainText(data['text/markdown']);
  return source === '' ? undefined : `<div class="prose">${renderMarkdown(source).html}</div>`;
}

function latex(data: JsonObject, place: OutputPlace): string | undefined {
  const source = plainText(data['text/latex']);
  return source === ''
    ? undefined
    : textBox(textHtml(source, place.fileAddress), source, `Formula of cell ${place.label}`, 'latex');
}

function json(data: JsonObject, place: OutputPlace): string | undefined {
  const value: JsonValue | undefined = data['application/json'];
  if (value === undefined) return undefined;
  const whole = JSON.stringify(value, null, 2);
  const shown = whole.length > mostJson ? `${whole.slice(0, mostJson)}\n…` : whole;
  return textBox(highlightedLines(shown, 'json').join('\n'), shown, `JSON of cell ${place.label}`, 'json');
}

function text(data: JsonObject, place: OutputPlace): string | undefined {
  const plain = plainText(data['text/plain']);
  return plain === ''
    ? undefined
    : textBox(textHtml(plain, place.fileAddress), plain, `Value of cell ${place.label}`, 'value');
}
