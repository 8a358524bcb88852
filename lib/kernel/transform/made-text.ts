import type { EncodedSourceMap } from '@jridgewell/trace-mapping';
import type MagicString from 'magic-string';

/** Says where in the text before it a text comes from; undefined when it says so of no place. Made only when an error needs it. */
export type MapMaker = () => EncodedSourceMap | undefined;

/** A text that was made of the cell as written, in one step or several. */
export interface MadeText {
  text: string;
  maps: MapMaker[]; // from this text back to the cell
}

/** The map of edits that changed a text. */
export function mapOfEdits(edits: MagicString): MapMaker {
  return () => JSON.parse(edits.generateMap({ hires: true }).toString()) as EncodedSourceMap;
}
