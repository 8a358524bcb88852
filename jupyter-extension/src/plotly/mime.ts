import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import type { Words } from '../views/surroundings.ts';
import { FigureRenderer } from './figure-renderer.ts';

const mimeType = 'application/vnd.plotly.v1+json';

const rendererFactory: IRenderMime.IRendererFactory = {
  safe: true,
  mimeTypes: [mimeType],
  createRenderer: (options) => new FigureRenderer(options.mimeType, wordsOf(options)),
};

/** Figures of plotly, in outputs and as files `*.plotly.json`. */
const figures: IRenderMime.IExtension = {
  id: 'octavo-jupyterlab:figures',
  description: 'Draws plotly figures.',
  rendererFactory,
  rank: 0,
  dataType: 'string', // of a file: text that is not JSON is told by the renderer
  fileTypes: [
    {
      name: 'plotly',
      displayName: 'Plotly figure',
      mimeTypes: [mimeType],
      extensions: ['.plotly.json'],
      fileFormat: 'text',
    },
  ],
  documentWidgetFactoryOptions: {
    name: 'Plotly figure',
    primaryFileType: 'plotly',
    fileTypes: ['plotly'],
    defaultFor: ['plotly'],
  },
};

export default [figures];

function wordsOf(options: IRenderMime.IRendererOptions): Words {
  const bundle = options.translator?.load('octavo_jupyterlab');
  return (bundle as Words | undefined) ?? plainWords;
}

const plainWords: Words = {
  __: (text, ...values) => filled(text, values),
  _n: (singular, plural, count, ...values) => filled(count === 1 ? singular : plural, [count, ...values]),
};

function filled(text: string, values: (string | number)[]): string {
  return text.replace(/%(\d)/g, (place, number) => String(values[Number(number) - 1] ?? place));
}
