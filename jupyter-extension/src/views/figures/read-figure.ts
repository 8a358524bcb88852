import type { PlotlyFigure, PlotlyRecord, PlotlyTrace } from '../charts/load-plotly.ts';

/** A figure, or one line that says why there is none. */
export type FigureReading = { readonly figure: PlotlyFigure } | { readonly reason: string; readonly detail?: string };

/** Reads the content of a plotly output or file: an object, or its JSON text. Changes nothing of it; never throws. */
export function readFigure(content: unknown): FigureReading {
  let value = content;
  if (typeof content === 'string') {
    if (content.trim() === '') return { reason: 'The figure is empty.' };
    try {
      value = JSON.parse(content);
    } catch (error) {
      return { reason: 'The figure is not JSON.', detail: (error as Error).message };
    }
  }
  // A list alone is what plotly calls `data`.
  if (Array.isArray(value)) value = { data: value };
  if (!isRecord(value)) return { reason: 'A figure is an object with a list "data".' };
  const { data = [], layout, frames, config } = value;
  if (!Array.isArray(data)) return { reason: 'The figure\'s "data" is not a list of traces.' };
  if (!data.every(isRecord)) return { reason: 'The figure\'s "data" holds something that is not a trace.' };
  if (layout !== undefined && layout !== null && !isRecord(layout)) {
    return { reason: 'The figure\'s "layout" is not an object.' };
  }
  const figure = {
    data: data.map(withoutOddType),
    layout: isRecord(layout) ? layout : undefined,
    frames: Array.isArray(frames) ? frames.filter(isRecord) : undefined,
    config: isRecord(config) ? config : undefined,
  };
  return { figure };
}

/** The name of a figure for who cannot see it: its title, or the kinds of its traces. */
export function figureLabel(figure: PlotlyFigure): string {
  const { title } = figure.layout ?? {};
  const text = isRecord(title) ? title.text : title;
  const plain = typeof text === 'string' ? text.replace(/<br\s*\/?>/gi, ' ').replace(/<[^<>]*>/g, '') : '';
  const kinds = [...new Set(figure.data.map((trace) => trace.type ?? 'scatter'))];
  return plain.trim() || kinds.join(', ');
}

export function isRecord(value: unknown): value is PlotlyRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function withoutOddType(trace: PlotlyRecord): PlotlyTrace {
  return typeof trace.type === 'string' || trace.type === undefined
    ? (trace as PlotlyTrace)
    : { ...trace, type: 'scatter' };
}
