import type { PlotlyFigure, PlotlyRecord, PlotlyTrace } from '../charts/load-plotly.ts';
import { harmlessText } from './harmless-text.ts';
import { isRecord } from './read-figure.ts';

/** What a figure would have fetched from elsewhere, and is drawn without. */
export type LeftOut = 'base-map' | 'coastlines' | 'addresses';

/**
 * Gives the figure without anything that plotly would fetch from another host: tiles, glyphs and icons of maps, images and geojson by
 * address. Opening somebody's notebook asks nobody anything, and the figure is the same on a machine without network.
 */
export function offlineFigure(figure: PlotlyFigure): { figure: PlotlyFigure; leftOut: LeftOut[] } {
  const leftOut = new Set<LeftOut>();
  const leave = (what: LeftOut) => leftOut.add(what);
  const data = figure.data.map((trace) => offlineTrace(trace, leave));
  const frames = figure.frames?.map((frame) => withoutAddresses(frame, leave));
  let layout = figure.layout && withoutAddresses(figure.layout, leave);
  if (data.some((trace) => mapTypes.has(trace.type ?? ''))) leave('base-map');
  if (data.some((trace) => trace.type === 'scattergeo' || trace.type === 'choropleth')) leave('coastlines');
  if (leftOut.has('base-map')) layout = withBlankMaps(data, layout);
  return { figure: { ...figure, data, layout, frames }, leftOut: [...leftOut] };
}

const mapTypes = new Set(['scattermap', 'choroplethmap', 'densitymap']);

// Symbols other than the circle are icons of a content network, and letters come from a server of glyphs.
function offlineTrace(trace: PlotlyTrace, leave: (what: LeftOut) => void): PlotlyTrace {
  const here = withoutAddresses(trace, leave);
  if (trace.type !== 'scattermap') return here;
  const { symbol: _symbol, ...marker } = isRecord(here.marker) ? here.marker : {};
  const mode = typeof here.mode === 'string' ? here.mode.replace(/\+?text\+?/, '') : undefined;
  return { ...here, marker, ...(mode === undefined ? {} : { mode: mode || 'markers' }) };
}

/** Each map of the layout gets a style of nothing but a background. */
function withBlankMaps(data: readonly PlotlyTrace[], layout: PlotlyRecord = {}): PlotlyRecord {
  const names = new Set(['map', ...Object.keys(layout).filter((name) => /^map\d*$/.test(name))]);
  for (const { subplot } of data) if (typeof subplot === 'string' && /^map\d*$/.test(subplot)) names.add(subplot);
  const maps = [...names].map((name) => {
    const map = layout[name];
    return [name, { ...(isRecord(map) ? map : {}), style: blankStyle }] as const;
  });
  return { ...layout, ...Object.fromEntries(maps) };
}

const blankStyle = {
  version: 8,
  sources: {},
  layers: [{ id: 'background', type: 'background', paint: { 'background-color': 'rgba(127,127,127,0.1)' } }],
};

// The names under which plotly takes an address; others, such as titles, may hold one as text.
const addressKeys = new Set(['source', 'geojson', 'style', 'tiles', 'sprite', 'glyphs', 'url']);

function withoutAddresses<Value extends PlotlyRecord>(record: Value, leave: (what: LeftOut) => void): Value {
  const inner = (value: unknown, key?: string): unknown => {
    if (typeof value === 'string') return harmlessText(value);
    if (Array.isArray(value)) {
      if (key === 'args' || key === 'args2') return wishes(value);
      return value.some(isOfInterest) ? value.map((item) => inner(item)) : value;
    }
    return isRecord(value) ? within(value) : value;
  };
  // A button or slider may name what it sets: `args: ['images[0].source', address]`.
  const wishes = (items: readonly unknown[]): unknown[] =>
    items.map((item, index) => {
      const before = items[index - 1];
      if (typeof before !== 'string' || !isAddressKey(before) || !holdsAddress(item)) return inner(item);
      leave('addresses');
      return '';
    });
  const within = (given: PlotlyRecord): PlotlyRecord => {
    const kept: [string, unknown][] = [];
    for (const [key, value] of Object.entries(given)) {
      if (isAddressKey(key) && holdsAddress(value)) leave('addresses');
      else kept.push([key, inner(value, key)]);
    }
    return Object.fromEntries(kept);
  };
  return within(record) as Value;
}

/** Whether an item of a list, which may have millions of numbers and short texts, is to be looked into. */
function isOfInterest(item: unknown): boolean {
  if (typeof item === 'string') return item.includes('<');
  return Array.isArray(item) || isRecord(item);
}

/** Whether a key takes an address; buttons and frames write a whole way into the layout, as `images[0].source`. */
function isAddressKey(key: string): boolean {
  const last = key.slice(key.lastIndexOf('.') + 1).replace(/\[\d*\]$/, '');
  return addressKeys.has(last);
}

function holdsAddress(value: unknown): boolean {
  if (typeof value === 'string') return isElsewhere(value);
  return Array.isArray(value) && value.some((item) => typeof item === 'string' && isElsewhere(item));
}

/** Whether a browser would ask another host for this address. */
export function isElsewhere(address: string): boolean {
  const { protocol, host } = URL.parse(address, 'http://here.invalid/') ?? { protocol: '', host: '' };
  return protocol !== 'data:' && protocol !== 'blob:' && host !== 'here.invalid';
}
