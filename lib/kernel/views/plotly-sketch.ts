import { cutText } from '../plain-text.ts';
import { escapeHtml } from './html.ts';
import { type Axis, type Box, drawAxes, horizontal, type Scale, scaleOf, vertical } from './plotly-axes.ts';

/** A trace as JSON. */
export type Trace = Record<string, unknown>;

const size = { width: 640, height: 400 };
const box: Box = { left: 64, top: 40, right: 624, bottom: 344 };
const colours = [
  '#1f77b4',
  '#ff7f0e',
  '#2ca02c',
  '#d62728',
  '#9467bd',
  '#8c564b',
  '#e377c2',
  '#7f7f7f',
  '#bcbd22',
  '#17becf',
];
const mostPoints = 1000; // of a trace
const mostTraces = 20;
const mostNames = 6; // in the legend

interface Series {
  kind: 'lines' | 'markers' | 'bar';
  colour: string;
  name: string;
  x: unknown[];
  y: unknown[];
}

/** The figure in rough strokes, as the text of an SVG; undefined where it has no trace that can be drawn so. */
export function sketchOf(data: Trace[], layout: Record<string, unknown>): string | undefined {
  const parts = heatmapOf(data) ?? seriesParts(data.slice(0, mostTraces).flatMap(seriesOf));
  if (parts === undefined) return undefined;
  const titles = [
    label(titleOf(layout), `x="${size.width / 2}" y="22" text-anchor="middle" font-size="15"`),
    label(titleOf(layout.xaxis), `x="${(box.left + box.right) / 2}" y="388" text-anchor="middle"`),
    label(
      titleOf(layout.yaxis),
      `transform="translate(16 ${(box.top + box.bottom) / 2}) rotate(-90)" text-anchor="middle"`,
    ),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" viewBox="0 0 ${size.width} ${size.height}" font-family="sans-serif" font-size="12" fill="#444">
<rect width="100%" height="100%" fill="#fff"/>
${[...titles, ...parts].filter((part) => part !== '').join('\n')}
</svg>`;
}

function titleOf(of: unknown): string {
  const title = (of as { title?: unknown } | undefined)?.title;
  const text = typeof title === 'object' && title !== null ? (title as { text?: unknown }).text : title;
  return typeof text === 'string' ? cutText(text.replace(/<[^>]*>/g, ' '), 80, '…') : '';
}

function label(text: string, attributes: string): string {
  return text === '' ? '' : `<text ${attributes}>${escapeHtml(text)}</text>`;
}

function seriesOf(trace: Trace, at: number): Series[] {
  const kind = trace.type ?? 'scatter';
  if (kind !== 'bar' && kind !== 'scatter' && kind !== 'scattergl') return [];
  const [xs, ys] = [listOf(trace.x), listOf(trace.y)];
  const length = Math.min(mostPoints, Math.max(xs?.length ?? 0, ys?.length ?? 0));
  if (length === 0) return [];
  const name = typeof trace.name === 'string' ? trace.name : `trace ${at}`;
  const isMarkers = typeof trace.mode === 'string' && !trace.mode.includes('lines');
  const shape = kind === 'bar' ? 'bar' : isMarkers ? 'markers' : 'lines';
  const numbers = (from: unknown[] | undefined) =>
    thin(from ?? Array.from({ length: (xs ?? ys)?.length ?? 0 }, (_, index) => index));
  const [x, y] = trace.orientation === 'h' && kind === 'bar' ? [ys, xs] : [xs, ys]; // drawn upright
  return [
    {
      kind: shape,
      colour: colours[at % colours.length] as string,
      name: cutText(name, 24, '…'),
      x: numbers(x),
      y: numbers(y),
    },
  ];
}

function listOf(value: unknown): unknown[] | undefined {
  return Array.isArray(value) ? value : undefined;
}

/** Evenly many points of a long trace. */
function thin(values: unknown[]): unknown[] {
  if (values.length <= mostPoints) return values;
  return Array.from(
    { length: mostPoints },
    (_, at) => values[Math.floor((at * (values.length - 1)) / (mostPoints - 1))],
  );
}

function seriesParts(all: Series[]): string[] | undefined {
  if (all.length === 0) return undefined;
  const hasBars = all.some(({ kind }) => kind === 'bar');
  const x: Axis = horizontal(
    scaleOf(
      all.flatMap((series) => series.x),
      { isBanded: hasBars },
    ),
    box,
  );
  const y: Axis = vertical(
    scaleOf(
      all.flatMap((series) => series.y),
      { withZero: hasBars },
    ),
    box,
  );
  const bars = all.filter(({ kind }) => kind === 'bar');
  const drawn = all.map((series) => (series.kind === 'bar' ? barsOf(series, x, y, bars) : pointsOf(series, x, y)));
  return [drawAxes(x, y, box), ...drawn, legendOf(all)];
}

function pointsOf({ kind, colour, x: xs, y: ys }: Series, x: Axis, y: Axis): string {
  const points = xs.map((one, at) => [x.at(one), y.at(ys[at])] as const);
  if (kind === 'markers') {
    const dots = points.filter(isDrawn).map(([left, top]) => `<circle cx="${round(left)}" cy="${round(top)}" r="3"/>`);
    return `<g fill="${colour}" fill-opacity=".8">${dots.join('')}</g>`;
  }
  let path = '';
  let isDown = false; // a gap in the data is a gap in the line
  for (const point of points) {
    if (isDrawn(point)) path += `${isDown ? 'L' : 'M'}${round(point[0])} ${round(point[1])}`;
    isDown = isDrawn(point);
  }
  return `<path d="${path}" fill="none" stroke="${colour}" stroke-width="2"/>`;
}

function isDrawn(point: readonly [number | undefined, number | undefined]): point is [number, number] {
  return point[0] !== undefined && point[1] !== undefined;
}

function barsOf(series: Series, x: Axis, y: Axis, all: Series[]): string {
  const width = (x.step * 0.8) / all.length;
  const base = y.at(0) ?? box.bottom;
  const rects = series.x.map((one, at) => {
    const point = [x.at(one), y.at(series.y[at])] as const;
    if (!isDrawn(point)) return '';
    const left = point[0] - x.step * 0.4 + all.indexOf(series) * width;
    return `<rect x="${round(left)}" y="${round(Math.min(point[1], base))}" width="${round(width)}" height="${round(Math.abs(base - point[1]))}"/>`;
  });
  return `<g fill="${series.colour}">${rects.join('')}</g>`;
}

function legendOf(all: Series[]): string {
  if (all.length < 2) return '';
  const names = all.slice(0, mostNames).map(({ name, colour }, at) => {
    const top = box.top + 8 + at * 18;
    return `<rect x="${box.right - 150}" y="${top}" width="12" height="12" fill="${colour}"/><text x="${box.right - 132}" y="${top + 10}">${escapeHtml(name)}</text>`;
  });
  return `<g>${names.join('')}</g>`;
}

function heatmapOf(data: Trace[]): string[] | undefined {
  const trace = data.find(({ type }) => type === 'heatmap');
  const rows = listOf(trace?.z)
    ?.filter((row): row is unknown[] => Array.isArray(row))
    .slice(0, 100);
  if (!trace || !rows?.length) return undefined;
  const cells = rows.map((row) => row.slice(0, 100));
  const range = scaleOf(cells.flat(), {});
  const indices = (length: number) => Array.from({ length }, (_, at) => String(at));
  const banded = (labels: unknown, count: number): Scale =>
    scaleOf((listOf(labels) ?? indices(count)).slice(0, count).map(String), { isBanded: true });
  const width = Math.max(...cells.map((row) => row.length));
  if (width === 0 || range.kind !== 'numbers') return undefined;
  const x = horizontal(banded(trace.x, width), box);
  const y = vertical(banded(trace.y, cells.length), box);
  const drawn = cells.flatMap((row, top) =>
    row.map((value, left) => {
      const share = typeof value === 'number' ? (value - range.low) / (range.high - range.low || 1) : Number.NaN;
      if (Number.isNaN(share)) return '';
      const corner = [box.left + left * x.step, box.bottom - (top + 1) * y.step] as const;
      return `<rect x="${round(corner[0])}" y="${round(corner[1])}" width="${round(x.step)}" height="${round(y.step)}" fill-opacity="${(0.06 + 0.94 * share).toFixed(2)}"/>`;
    }),
  );
  return [`<g fill="#1b4f8f">${drawn.join('')}</g>`, drawAxes(x, y, box)];
}

function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}
