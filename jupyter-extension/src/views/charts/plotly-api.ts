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
  newPlot(
    element: HTMLElement,
    data: readonly PlotlyTrace[],
    layout?: PlotlyRecord,
    config?: PlotlyRecord,
  ): Promise<HTMLElement>;
  react(
    element: HTMLElement,
    data: readonly PlotlyTrace[],
    layout?: PlotlyRecord,
    config?: PlotlyRecord,
  ): Promise<HTMLElement>;
  extendTraces(element: HTMLElement, update: PlotlyRecord, indices: readonly number[]): Promise<HTMLElement>;
  relayout(element: HTMLElement, update: PlotlyRecord): Promise<HTMLElement>;
  addFrames(element: HTMLElement, frames: readonly PlotlyRecord[]): Promise<HTMLElement>;
  purge(element: HTMLElement): void;
  readonly Plots: { resize(element: HTMLElement): Promise<HTMLElement> };
}
