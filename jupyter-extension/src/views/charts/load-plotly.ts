/** A plotly.js figure as notebooks carry it: the content of `application/vnd.plotly.v1+json`. */
export interface PlotlyFigure {
  readonly data: readonly PlotlyTrace[];
  readonly layout?: PlotlyRecord | undefined;
  readonly frames?: readonly PlotlyRecord[] | undefined;
  readonly config?: PlotlyRecord | undefined;
}

export type PlotlyRecord = Readonly<Record<string, unknown>>;

/** One trace; without a `type` plotly draws `scatter`. */
export interface PlotlyTrace extends PlotlyRecord {
  readonly type?: string;
}

/** The part of plotly.js 4 that is called here. */
export interface Plotly {
  react(element: HTMLElement, figure: PlotlyFigure): Promise<HTMLElement>; // also draws the first time
  react(element: HTMLElement, data: readonly object[], layout?: object, config?: object): Promise<HTMLElement>;
  purge(element: HTMLElement): void;
  readonly Plots: { resize(element: HTMLElement): Promise<HTMLElement> };
}

/** The trace types of the cartesian bundle; a test compares them with the bundle itself. */
export const cartesianTraceTypes: ReadonlySet<string> = new Set([
  'bar',
  'box',
  'contour',
  'heatmap',
  'histogram',
  'histogram2d',
  'histogram2dcontour',
  'image',
  'pie',
  'scatter',
  'scatterternary',
  'violin',
]);

/** Whether a figure needs the full bundle. */
export function needsFullPlotly(figure: { readonly data: readonly PlotlyTrace[] }): boolean {
  return figure.data.some((trace) => trace.type !== undefined && !cartesianTraceTypes.has(trace.type));
}

/** Loads the smaller plotly bundle that can draw `figure`: each bundle is a chunk of its own, loaded at most once. */
export function loadPlotly(figure: { readonly data: readonly PlotlyTrace[] } = { data: [] }): Promise<Plotly> {
  return needsFullPlotly(figure) ? full() : cartesian();
}

const cartesian = once(() => import('plotly.js-cartesian-dist-min'));
const full = once(() => import('plotly.js-dist-min'));

// A load that failed is tried again the next time: the server may have been away for a moment.
function once(load: () => Promise<{ default: unknown }>): () => Promise<Plotly> {
  let loaded: Promise<Plotly> | undefined;
  return () => {
    loaded ??= load().then(
      (module) => module.default as Plotly,
      (error: unknown) => {
        loaded = undefined;
        throw error;
      },
    );
    return loaded;
  };
}
