// Generated from notebooks/60_track/12_figure.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 60120003 60120004 60120005 60120006 60120007

// %% notebooks/60_track/12_figure.ipynb#60120003 30ae4d0e
import { OctavoError } from '../errors/index.ts';

// %% notebooks/60_track/12_figure.ipynb#60120004 4322e9e2
/** What plotly draws: traces, and how the plot looks. */
export interface PlotlyFigure {
  data: readonly unknown[];
  layout?: unknown;
  config?: unknown;
}

// %% notebooks/60_track/12_figure.ipynb#60120005 c851583b
/** A figure: plotly's data and layout, the text of an SVG, or the bytes of a PNG. */
export type Figure = PlotlyFigure | string | Uint8Array;

// %% notebooks/60_track/12_figure.ipynb#60120006 5f2430a2
/** The file that a figure becomes: its ending and what is in it. Throws `track-figure-unknown`. */
export function figureFile(name: string, figure: Figure): { name: string; content: string | Uint8Array } {
  const withEnding = (ending: string) => (name.endsWith(ending) ? name : `${name}${ending}`);
  if (figure instanceof Uint8Array && isPng(figure)) return { name: withEnding('.png'), content: figure };
  if (typeof figure === 'string' && /^\s*(<\?xml[^>]*>\s*|<!--.*?-->\s*|<!DOCTYPE[^>]*>\s*)*<svg[\s>]/is.test(figure)) {
    return { name: withEnding('.svg'), content: figure };
  }
  if (isPlotly(figure)) {
    const { data, layout = {}, config } = figure;
    const content = `${JSON.stringify({ data, layout, config }, plainArrays)}\n`;
    return { name: withEnding('.plotly.json'), content };
  }
  throw new OctavoError(
    'track-figure-unknown',
    `Cannot keep the figure "${name}": it is neither plotly data, SVG text nor PNG bytes`,
    {
      hint: `log.figure('${name}', { data: [{ y: [1, 2, 3] }], layout: {} })`,
    },
  );
}

// %% notebooks/60_track/12_figure.ipynb#60120007 3aa4c7c4
/** @internal */
export function isPng(bytes: Uint8Array): boolean {
  return [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a].every((byte, index) => bytes[index] === byte);
}

/** @internal */
export function isPlotly(figure: unknown): figure is PlotlyFigure {
  return typeof figure === 'object' && figure !== null && Array.isArray((figure as { data?: unknown }).data);
}

/** JSON has no typed arrays: without this, Float64Array.of(1, 2) would become { "0": 1, "1": 2 }. @internal */
export function plainArrays(_key: string, value: unknown): unknown {
  if (!ArrayBuffer.isView(value) || value instanceof DataView) return value;
  return Array.from(value as unknown as ArrayLike<number | bigint>, Number);
}
