import type { Schemas } from '../api/client.ts';
import { type Axis, axisFor, type XAxis } from './axis.ts';
import { smooth } from './smoothing.ts';

type Series = Schemas['MetricSeries'];

/** How the curves are drawn. */
export interface CurveOptions {
  readonly xAxis: XAxis;
  readonly isLog: boolean;
  readonly smoothing: number; // 0 (none) to 0.99
  readonly startedMs: number | null;
}

/** One trace for plotly, as far as the data decide it. `role` tells the curve from its unsmoothed shadow and from the marks. */
export interface Trace {
  readonly role: 'curve' | 'shadow' | 'marks';
  readonly name: string;
  readonly place: number; // of the metric among those of the chart: chooses its colour
  readonly x: (number | string)[];
  readonly y: (number | null)[];
  readonly text?: string[]; // of marks
  readonly hasMarkers: boolean;
}

/** What a chart shows, and what it leaves out. */
export interface Curves {
  readonly traces: Trace[];
  readonly axis: Axis;
  readonly notANumber: number; // points that are NaN or infinite
  readonly notPositive: number; // points that a logarithmic axis cannot show
  readonly shown: number;
  readonly total: number;
}

const markersUpTo = 30;

/**
 * Makes the traces of one chart. NaN and the infinities, and on a logarithmic axis values up to 0, are gaps in the curve;
 * the former are also marks, at height 0 or 1 (infinity) of an axis of their own.
 */
export function curvesOf(series: readonly Series[], { xAxis, isLog, smoothing, startedMs }: CurveOptions): Curves {
  const axis = axisFor(xAxis, series, startedMs);
  const traces: Trace[] = [];
  const marks = { x: [] as (number | string)[], y: [] as number[], text: [] as string[] };
  let [notANumber, notPositive] = [0, 0];
  series.forEach((one, place) => {
    const x = one.steps.map((step, index) => axis.at(step, one.timestampsMs[index] ?? 0));
    const y = one.values.map((value, index) => {
      if (typeof value === 'string') {
        notANumber += 1;
        marks.x.push(x[index] ?? 0);
        marks.y.push(value === 'Infinity' ? 1 : 0);
        marks.text.push(`${one.name} = ${value}, step ${one.steps[index]}`);
        return null;
      }
      if (isLog && value <= 0) notPositive += 1;
      return isLog && value <= 0 ? null : value;
    });
    const hasMarkers = y.length <= markersUpTo || hasLonePoint(y);
    const shared = { name: one.name, place, x };
    if (smoothing > 0) {
      traces.push({ ...shared, role: 'shadow', y, hasMarkers: false });
      traces.push({ ...shared, role: 'curve', y: smooth(y, smoothing), hasMarkers: false });
    } else {
      traces.push({ ...shared, role: 'curve', y, hasMarkers });
    }
  });
  if (marks.x.length > 0) traces.push({ role: 'marks', name: '', place: series.length, ...marks, hasMarkers: true });
  const shown = series.reduce((sum, one) => sum + one.steps.length, 0);
  const total = series.reduce((sum, one) => sum + one.total, 0);
  return { traces, axis, notANumber, notPositive, shown, total };
}

// A point between two gaps has no line to be seen by.
function hasLonePoint(y: readonly (number | null)[]): boolean {
  return y.some((value, index) => value !== null && (y[index - 1] ?? null) === null && (y[index + 1] ?? null) === null);
}
