// Generated from notebooks/70_learn/10_drawing.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 70a80003 70a80005 70a80006 70a8001c 70a80007 70a80009 70a8000b 70a8000e 70a80010 70a8001d 70a80013

// %% notebooks/70_learn/10_drawing.ipynb#70a80003 1d5cdfe6
import { hash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire, getCompileCacheDir } from 'node:module';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';
import type { DOMWindow, JSDOM } from 'jsdom';
import { OctavoError } from '../errors/index.ts';
import { boxAround, fontSizePx, type TextMeasure, textMeasure } from './boxes.ts';
import { pathLength, pathPoints, pointAlong } from './paths.ts';

// %% notebooks/70_learn/10_drawing.ipynb#70a80005 7c4191f2
/** What plotly.js draws: its traces and its layout, plain JSON (source: plotly.js's figure reference). */
export interface FigureContent {
  data: readonly object[];
  layout?: object;
}

/** How large a picture is. */
export interface PictureSize {
  widthPx?: number; // of the figure, in CSS pixels; the layout's own width, or 700
  heightPx?: number; // of the figure, in CSS pixels; the layout's own height, or 450
  scale?: number; // picture pixels for each CSS pixel, above 0 and at most 10; 2 unless given
}

const _undrawable =
  /(gl|3d|geo)$|^(scatter|choropleth|density)map|^(choropleth|surface|isosurface|volume|cone|streamtube|splom|parcoords)$/;

// %% notebooks/70_learn/10_drawing.ipynb#70a80006 336a7c11
/** What a figure is after it was checked: plain JSON, and nobody else's. @internal */
export interface PlainFigure {
  data: { type?: string; source?: unknown }[];
  layout: Record<string, unknown>;
}

/** Copies a figure as the JSON that a notebook keeps; typed arrays become lists. Throws `learn-figure-invalid`. @internal */
export function plainFigure(figure: FigureContent): PlainFigure {
  let copy: { data?: unknown; layout?: unknown };
  try {
    const withoutViews = (_: string, value: unknown) =>
      ArrayBuffer.isView(value) ? Array.from(value as unknown as ArrayLike<unknown>) : value;
    copy = JSON.parse(JSON.stringify(figure, withoutViews));
  } catch (cause) {
    throw new OctavoError('learn-figure-invalid', `The figure is not plain JSON: ${(cause as Error).message}`, {
      cause,
    });
  }
  const { data, layout = {} } = copy;
  if (!Array.isArray(data) || data.some((trace) => typeof trace !== 'object' || trace === null)) {
    throw new OctavoError('learn-figure-invalid', 'The figure has no list of traces', {
      hint: "{ data: [{ type: 'bar', y: [1, 2] }], layout: {} }",
    });
  }
  return { data, layout: layout as Record<string, unknown> };
}

// %% notebooks/70_learn/10_drawing.ipynb#70a8001c b7db29cb
function _checkDrawable({ data, layout }: PlainFigure): void {
  const fail = (reason: string, hint: string) => new OctavoError('learn-figure-undrawable', reason, { hint });
  const type = data.find((trace) => _undrawable.test(trace.type ?? ''))?.type;
  if (type) {
    const hint = type.endsWith('gl') ? `use type "${type.slice(0, -2)}"` : 'show it in JupyterLab';
    throw fail(`A trace of type "${type}" needs a graphics card or a map service`, hint);
  }
  if (data.some((trace) => trace.type === 'image' && typeof trace.source === 'string')) {
    throw fail('A trace of type "image" has a source, which only a browser loads', 'z: [[[255, 0, 0], [0, 0, 255]]]');
  }
  const images = (Array.isArray(layout.images) ? layout.images : []) as { source?: unknown }[];
  const elsewhere = images.map((image) => image?.source).find((source) => /^(\w+:)?\/\//.test(String(source)));
  if (elsewhere)
    throw fail(
      `An image of the figure is at ${elsewhere}, and nothing is fetched`,
      "source: 'data:image/png;base64,…'",
    );
}

// %% notebooks/70_learn/10_drawing.ipynb#70a80007 aceeed1d
function _checkedSize(layout: Record<string, unknown>, size: PictureSize): Required<PictureSize> {
  const ofLayout = (name: string) => (typeof layout[name] === 'number' ? (layout[name] as number) : undefined);
  const widthPx = size.widthPx ?? ofLayout('width') ?? 700;
  const heightPx = size.heightPx ?? ofLayout('height') ?? 450;
  const scale = size.scale ?? 2;
  const fine = widthPx >= 10 && heightPx >= 10 && scale > 0 && scale <= 10 && widthPx * heightPx * scale * scale <= 2e8;
  if (!fine) {
    throw new OctavoError(
      'learn-size-invalid',
      `A picture of ${widthPx} x ${heightPx} at scale ${scale} cannot be made`,
      {
        hint: 'widthPx: 700, heightPx: 450, scale: 2',
      },
    );
  }
  return { widthPx, heightPx, scale };
}

// %% notebooks/70_learn/10_drawing.ipynb#70a80009 356c4809
async function _loadLibraries() {
  try {
    const [jsdom, canvas, resvg] = await Promise.all([
      import('jsdom'),
      import('@napi-rs/canvas'),
      import('@resvg/resvg-js'),
    ]);
    const require = createRequire(import.meta.url);
    const fonts = join(dirname(require.resolve('dejavu-fonts-ttf/package.json')), 'ttf');
    const fontFiles = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf', 'DejaVuSans-Oblique.ttf'].map((file) =>
      join(fonts, file),
    );
    const plotlyPath = require.resolve('plotly.js-dist-min');
    return { ...jsdom, ...canvas, ...resvg, fontFiles, plotlyPath };
  } catch (cause) {
    throw new OctavoError(
      'learn-library-missing',
      `A library that draws figures is not installed: ${(cause as Error).message}`,
      {
        cause,
        hint: 'npm install plotly.js-dist-min jsdom @napi-rs/canvas @resvg/resvg-js dejavu-fonts-ttf',
      },
    );
  }
}

type _Libraries = Awaited<ReturnType<typeof _loadLibraries>>;

// %% notebooks/70_learn/10_drawing.ipynb#70a8000b deca1d38
interface _Program {
  script: Script;
  keep: () => Promise<void>; // called after the script ran, when V8 knows which functions are needed
}

async function _loadPlotly(plotlyPath: string): Promise<_Program> {
  const source = await readFile(plotlyPath, 'utf8');
  const folder = getCompileCacheDir();
  const file = folder && join(folder, `octavo-plotly-${hash('sha1', source)}.cache`);
  const cachedData = file && (await readFile(file).catch(() => undefined));
  const script = new Script(source, { filename: plotlyPath, ...(cachedData && { cachedData }) });
  const known = !file || script.cachedDataRejected === false;
  const keep = async () => {
    if (known) return;
    const temporary = `${file}.${process.pid}.tmp`;
    await mkdir(dirname(file), { recursive: true });
    await writeFile(temporary, script.createCachedData());
    await rename(temporary, file);
  };
  return { script, keep: () => keep().catch(() => undefined) };
}

// %% notebooks/70_learn/10_drawing.ipynb#70a8000e 5344f97d
/** Gives jsdom's page what plotly.js asks for and jsdom lacks. Nothing here reaches the network. */
function _completePage(window: DOMWindow, measure: TextMeasure): void {
  const define = (target: object, values: object) => {
    for (const [name, value] of Object.entries(values))
      Object.defineProperty(target, name, { value, configurable: true });
  };
  define(window.SVGElement.prototype, {
    getBBox(this: Element) {
      return boxAround(this, measure, 'own');
    },
    getBoundingClientRect(this: Element) {
      return boxAround(this, measure, 'page');
    },
    getComputedTextLength(this: Element) {
      return measure(this.textContent ?? '', fontSizePx(this));
    },
  });
  const pointsOf = (element: Element) => pathPoints(element.getAttribute('d') ?? '');
  define(window.SVGElement.prototype, {
    getTotalLength(this: Element) {
      return pathLength(pointsOf(this));
    },
    getPointAtLength(this: Element, distancePx: number) {
      return pointAlong(pointsOf(this), distancePx);
    },
  });
  define(window.URL, { createObjectURL: () => 'blob:none', revokeObjectURL: () => undefined });
  const media = { matches: false, addEventListener: () => undefined, removeEventListener: () => undefined };
  define(window, { matchMedia: () => ({ ...media, addListener: () => undefined }), XMLHttpRequest: undefined });
}

// %% notebooks/70_learn/10_drawing.ipynb#70a80010 8b313ce0
async function _drawSvg(figure: PlainFigure, size: Required<PictureSize>, libraries: _Libraries): Promise<string> {
  const { script, keep } = await _loadPlotly(libraries.plotlyPath);
  const page: JSDOM = new libraries.JSDOM('<!doctype html><div id="figure"></div>', {
    runScripts: 'outside-only',
    virtualConsole: new libraries.VirtualConsole(), // what the page prints goes nowhere
  });
  try {
    const { createCanvas, GlobalFonts, fontFiles } = libraries;
    _completePage(page.window, textMeasure(createCanvas, GlobalFonts, fontFiles[0] as string));
    script.runInContext(page.getInternalVMContext());
    const address = await _withinSeconds(_plotToImage(page.window, figure, size), 60);
    await keep();
    const svg = decodeURIComponent(address.slice(address.indexOf(',') + 1));
    return svg.replace(/url\((['"]|&quot;)[^)]*?(#[^)]*?)\1\)/g, 'url($2)').replaceAll('pixelated', 'optimizeSpeed');
  } catch (cause) {
    const reason = (cause as Error)?.message ?? cause;
    throw new OctavoError('learn-figure-invalid', `plotly.js could not draw the figure: ${reason}`, { cause });
  } finally {
    page.window.close();
  }
}

/** Returns the figure as a data address of its SVG. The page's own JSON makes the page's own objects: plotly.js asks for those. */
async function _plotToImage(window: DOMWindow, figure: PlainFigure, { widthPx, heightPx }: Required<PictureSize>) {
  const layout = { ...figure.layout, width: widthPx, height: heightPx };
  const content = window.JSON.parse(JSON.stringify({ data: figure.data, layout }));
  const element = window.document.getElementById('figure');
  await window.Plotly.newPlot(element, content.data, content.layout, { staticPlot: true });
  const address: string = await window.Plotly.toImage(element, { format: 'svg', width: widthPx, height: heightPx });
  window.Plotly.purge(element);
  return address;
}

// %% notebooks/70_learn/10_drawing.ipynb#70a8001d 18475bb6
async function _withinSeconds<Value>(promise: Promise<Value>, seconds: number): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not finished within ${seconds} s`)), seconds * 1000);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

// %% notebooks/70_learn/10_drawing.ipynb#70a80013 c1caca7d
/** Draws a plotly.js figure without a browser and returns the bytes of a PNG of widthPx x scale by heightPx x scale pixels. Throws `learn-figure-invalid`, `learn-figure-undrawable`, `learn-size-invalid` and `learn-library-missing`. @internal */
export async function drawPng(figure: FigureContent, size: PictureSize = {}): Promise<Uint8Array> {
  const content = plainFigure(figure);
  _checkDrawable(content);
  const checked = _checkedSize(content.layout, size);
  const libraries = await _loadLibraries();
  const svg = await _drawSvg(content, checked, libraries);
  const family = 'DejaVu Sans';
  const picture = new libraries.Resvg(svg, {
    fitTo: { mode: 'zoom', value: checked.scale },
    font: {
      loadSystemFonts: false,
      fontFiles: libraries.fontFiles,
      defaultFontFamily: family,
      sansSerifFamily: family,
      serifFamily: family,
      monospaceFamily: family,
    },
  });
  return new Uint8Array(picture.render().asPng());
}
