import { cutText } from '../plain-text.ts';
import { escapeHtml } from './html.ts';

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** What an axis spans: numbers, moments or names. */
export type Scale =
  | { kind: 'numbers' | 'moments'; low: number; high: number; steps: number } // steps: distinct values, for bars
  | { kind: 'names'; names: string[] };

export interface Axis {
  at: (value: unknown) => number | undefined; // in pixels
  ticks: { at: number; text: string }[];
  step: number; // pixels between two neighbours
}

const datePattern = /^\d{4}-\d\d(-\d\d([T ]\d\d:\d\d.*)?)?$/;

/** The scale that holds all these values; with bands there is room for a bar around each. */
export function scaleOf(
  values: unknown[],
  { isBanded = false, withZero = false }: { isBanded?: boolean; withZero?: boolean },
): Scale {
  const known = values.filter((value) => value !== null && value !== undefined);
  const texts = known.filter((value) => typeof value === 'string');
  const areMoments = texts.length > 0 && texts.length === known.length && texts.every((text) => datePattern.test(text));
  if (texts.length > 0 && !areMoments) return { kind: 'names', names: [...new Set(known.map(String))] };
  const numbers = known.map((value) => numberOf(value)).filter((value) => Number.isFinite(value));
  if (withZero) numbers.push(0);
  let low = numbers.reduce((least, one) => Math.min(least, one), Number.POSITIVE_INFINITY);
  let high = numbers.reduce((most, one) => Math.max(most, one), Number.NEGATIVE_INFINITY);
  if (numbers.length === 0) [low, high] = [0, 1];
  const steps = Math.max(1, new Set(numbers).size - 1);
  const margin = withZero ? 0 : (high - low) / 30 || 0.5;
  const room = isBanded ? (high - low || 1) / steps / 2 : margin;
  return {
    kind: areMoments ? 'moments' : 'numbers',
    low: low - room,
    high: high + room,
    steps: isBanded ? steps + 1 : steps,
  };
}

function numberOf(value: unknown): number {
  if (typeof value === 'string') return Date.parse(value);
  return typeof value === 'number' ? value : Number.NaN;
}

export function horizontal(scale: Scale, { left, right }: Box): Axis {
  return axisOf(scale, left, right, 6);
}

export function vertical(scale: Scale, { top, bottom }: Box): Axis {
  return axisOf(scale, bottom, top, 5);
}

function axisOf(scale: Scale, from: number, to: number, count: number): Axis {
  if (scale.kind === 'names') {
    const step = (to - from) / scale.names.length;
    const places = new Map(scale.names.map((name, index) => [name, from + (index + 0.5) * step]));
    const every = Math.ceil(scale.names.length / 12);
    const shown = scale.names.filter((_, index) => index % every === 0);
    return {
      at: (value) => (value == null ? undefined : places.get(String(value))),
      ticks: shown.map((name) => ({ at: places.get(name) as number, text: cutText(name, 10, '…') })),
      step: Math.abs(step),
    };
  }
  const { low, high, kind } = scale;
  const place = (value: number) => from + ((value - low) / (high - low)) * (to - from);
  const ticks = tickValues(low, high, count).map((value) => ({
    at: place(value),
    text: tickText(value, kind, high - low),
  }));
  const at = (value: unknown) => (Number.isFinite(numberOf(value)) ? place(numberOf(value)) : undefined);
  return { at, ticks, step: Math.abs(to - from) / scale.steps };
}

/** Round numbers (1, 2 or 5 times a power of ten) inside a range. */
function tickValues(low: number, high: number, count: number): number[] {
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10) * power;
  if (!Number.isFinite(step) || step <= 0) return [];
  const begin = Math.ceil(low / step);
  const total = Math.min(20, Math.floor(high / step) - begin + 1);
  return Array.from({ length: Math.max(0, total) }, (_, index) => Number(((begin + index) * step).toPrecision(12)));
}

function tickText(value: number, kind: 'numbers' | 'moments', span: number): string {
  if (kind === 'numbers')
    return Math.abs(value) >= 1e6 || (value !== 0 && Math.abs(value) < 1e-4) ? value.toExponential(1) : String(value);
  const text = new Date(value).toISOString();
  return span > 2 * 86_400_000 ? text.slice(0, 10) : text.slice(11, 19);
}

/** The two axes with their ticks and names. */
export function drawAxes(x: Axis, y: Axis, { left, top, right, bottom }: Box): string {
  const below = x.ticks.map(
    ({ at, text }) =>
      `<path d="M${at.toFixed(1)} ${bottom}v5"/><text x="${at.toFixed(1)}" y="${bottom + 19}" text-anchor="middle" stroke="none">${escapeHtml(text)}</text>`,
  );
  const beside = y.ticks.map(
    ({ at, text }) =>
      `<path d="M${left} ${at.toFixed(1)}h-5"/><text x="${left - 8}" y="${(at + 4).toFixed(1)}" text-anchor="end" stroke="none">${escapeHtml(text)}</text>`,
  );
  return `<g stroke="#888"><path d="M${left} ${top}V${bottom}H${right}" fill="none"/>${below.join('')}${beside.join('')}</g>`;
}
