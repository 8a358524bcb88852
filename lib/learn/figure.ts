// Generated from notebooks/70_learn/11_figure.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 70a90003 70a90005 70a90011 70a90006 70a9000b 70a9000c

// %% notebooks/70_learn/11_figure.ipynb#70a90003 4b2503f5
import { OctavoError } from '../errors/index.ts';
import { drawPng, type FigureContent, type PictureSize, plainFigure } from './drawing.ts';
import type { Label } from './labels.ts';

// %% notebooks/70_learn/11_figure.ipynb#70a90005 023ce38a
const _display = Symbol.for('Jupyter.display');

const _pictures = new WeakMap<FigureContent, Map<string, Promise<Uint8Array>>>();

/** A plotly.js figure that a notebook can show. */
export interface Figure extends FigureContent {
  readonly data: readonly Readonly<Record<string, unknown>>[];
  readonly layout: Readonly<Record<string, unknown>>;
}

/** Makes a figure of plotly.js traces and a layout. As the last expression of a cell it shows itself, as JSON for JupyterLab and as a PNG for everything else; where it cannot be drawn it shows as text. Throws `learn-figure-invalid`. */
export function figure({ data, layout = {} }: FigureContent): Figure {
  const content = _freeze(plainFigure({ data, layout }));
  const made: Figure = Object.defineProperty({ ...content }, _display, { value: () => _bundle(made) });
  _pictures.set(made, new Map());
  return Object.freeze(made);
}

function _freeze<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  for (const inner of Object.values(value)) _freeze(inner);
  return Object.freeze(value);
}

// %% notebooks/70_learn/11_figure.ipynb#70a90011 41684561
/** Draws a plotly.js figure without a browser and returns the bytes of a PNG of widthPx x scale by heightPx x scale pixels. Throws `learn-figure-invalid`, `learn-figure-undrawable`, `learn-size-invalid` and `learn-library-missing`. */
export async function figureToPng(figure: FigureContent, size: PictureSize = {}): Promise<Uint8Array> {
  const pictures = _pictures.get(figure);
  if (!pictures) return drawPng(figure, size);
  const key = JSON.stringify([size.widthPx, size.heightPx, size.scale]);
  const picture = pictures.get(key) ?? drawPng(figure, size);
  pictures.set(key, picture);
  return (await picture).slice();
}

// %% notebooks/70_learn/11_figure.ipynb#70a90006 a47d9901
async function _bundle(figure: Figure): Promise<Record<string, unknown>> {
  const { data, layout } = figure;
  const kinds = data.map((trace) => trace.type ?? 'scatter').join(', ');
  const bundle: Record<string, unknown> = {
    'application/vnd.plotly.v1+json': { data, layout },
    'text/plain': `Figure (${kinds})`,
  };
  try {
    bundle['image/png'] = Buffer.from(await figureToPng(figure)).toString('base64');
  } catch (error) {
    bundle['text/plain'] += `: no picture, ${(error as Error).message}`;
  }
  return bundle;
}

// %% notebooks/70_learn/11_figure.ipynb#70a9000b b891951b
/** Makes a heat map of a confusion matrix: true classes from top to bottom, predicted ones from left to right, the counts written in the cells. Throws `learn-classes-differ`. */
export function confusionMatrixFigure(
  counts: readonly (readonly number[])[], // shape [k, k], rows are the true classes
  classes: readonly Label[], // shape [k], in the order of rows and columns
  { title = 'Confusion matrix' }: { title?: string } = {},
): Figure {
  if (counts.length !== classes.length || counts.some((row) => row.length !== classes.length)) {
    throw new OctavoError(
      'learn-classes-differ',
      `A matrix of ${counts.length} rows does not fit ${classes.length} classes`,
      {
        hint: 'confusionMatrix(truth, predicted, classes)',
      },
    );
  }
  const names = classes.map(String);
  const shares = counts.map((row) => {
    const total = row.reduce((sum, count) => sum + count, 0);
    return row.map((count) => (total === 0 ? 0 : count / total));
  });
  const layout = _matrixLayout(names, title);
  const textfont = { size: classes.length > 8 ? 13 : 18 };
  return figure({
    data: [{ ..._heatmap, textfont, x: names, y: names, z: shares, text: counts.map((row) => row.map(String)) }],
    layout,
  });
}

// %% notebooks/70_learn/11_figure.ipynb#70a9000c e609b009
const _heatmap = {
  type: 'heatmap',
  texttemplate: '%{text}',
  hovertemplate: 'true %{y}<br>predicted %{x}<br>%{text} rows, %{z:.0%} of the class<extra></extra>',
  colorscale: [
    [0, '#f4f7fb'],
    [1, '#1b4f8f'],
  ],
  zmin: 0,
  zmax: 1,
  xgap: 2,
  ygap: 2,
  colorbar: { title: { text: 'share of class', side: 'right' }, tickformat: '.0%', outlinewidth: 0, thickness: 16 },
};

/** Square cells, and margins wide enough for the names: plotly.js would find them by drawing everything again and again. */
function _matrixLayout(names: readonly string[], title: string): Record<string, unknown> {
  const sidePx = Math.max(360, names.length * 30);
  const namePx = 8 + 7 * Math.max(0, ...names.map((name) => name.length));
  const isUpright = namePx > sidePx / names.length; // the names below would touch each other
  const margin = { l: 36 + namePx, r: 104, t: 60, b: 44 + (isUpright ? namePx : 20) };
  const axis = { type: 'category', showgrid: false, zeroline: false, ticks: '', tickmode: 'array', tickvals: names };
  return {
    title: { text: title },
    xaxis: { ...axis, title: { text: 'predicted class', standoff: 10 }, tickangle: isUpright ? -90 : 0 },
    yaxis: { ...axis, title: { text: 'true class', standoff: 10 }, autorange: 'reversed' },
    width: sidePx + margin.l + margin.r,
    height: sidePx + margin.t + margin.b,
    margin,
  };
}
