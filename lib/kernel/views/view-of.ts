import { types } from 'node:util';
import type { MimeBundle } from '../mime.ts';
import { arrowView } from './arrow.ts';
import { bytesView } from './bytes.ts';
import { danfoView } from './danfo.ts';
import { elementView, vegaView } from './markup.ts';
import { blobView, canvasView, imageDataView } from './picture.ts';
import { plotlyView } from './plotly.ts';
import { polarsView } from './polars.ts';
import { hasMethod, isArray, isPlain } from './properties.ts';
import { recordsView } from './records.ts';
import { tensorView, typedArrayView } from './tensor.ts';
import { treeView } from './tree.ts';

type Found = MimeBundle | Promise<MimeBundle | undefined> | undefined;

/**
 * A view of an object beside its text, which util.inspect made: table, tree, image. Known by structure alone, so that no library is imported.
 * Never throws: what only looked like something is shown as text.
 */
export function viewOf(value: object, text: string): MimeBundle | Promise<MimeBundle> {
  const withText = (bundle: MimeBundle | undefined): MimeBundle => ({ 'text/plain': text, ...bundle });
  const found = recognise(value, text);
  if (!(found instanceof Promise)) return withText(found);
  return found.then(withText, () => withText(undefined));
}

function recognise(value: object, text: string): Found {
  for (const view of viewsFor(value)) {
    try {
      const found = view(value, text);
      if (found !== undefined) return found;
    } catch {} // it is not what it looked like
  }
  return undefined;
}

type View = (value: object, text: string) => Found;

/** Views of what has no structure of its own to unfold, by which only its methods and fields can tell. */
const instanceViews: View[] = [danfoView, tensorView, arrowView, plotlyView, pictureView, blobView, outsideView];

function viewsFor(value: object): View[] {
  if (types.isProxy(value)) return [polarsView];
  if (ArrayBuffer.isView(value) || types.isAnyArrayBuffer(value)) return [bytesView, typedArrayView];
  if (isArray(value)) return [(rows) => html(recordsView(rows)), unfolding];
  if (types.isMap(value) || types.isSet(value)) return [unfolding];
  if (isPlain(value)) return [plotlyView, unfolding];
  return [...instanceViews, unfolding];
}

function unfolding(value: object): MimeBundle | undefined {
  return html(treeView(value));
}

function html(content: string | undefined): MimeBundle | undefined {
  return content === undefined ? undefined : { 'text/html': content };
}

function pictureView(value: object): MimeBundle | undefined {
  return canvasView(value) ?? imageDataView(value);
}

/** Elements of a page, and plots that give a specification. */
function outsideView(value: object): MimeBundle | undefined {
  if (hasMethod(value, 'getAttribute', 'querySelector')) return elementView(value);
  return hasMethod(value, 'toSpec') ? vegaView(value) : undefined;
}
