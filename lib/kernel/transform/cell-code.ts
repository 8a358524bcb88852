import type { DeclarationKind } from './declared.ts';
import type { CellImport } from './imports.ts';
import type { MapMaker } from './made-text.ts';

/** A cell made ready to run. */
export interface CellCode {
  source: string; // as written
  javascript: string; // without types
  code: string; // an expression: an async function of (homes, unbound, constant, typeOf, cell)
  declared: Map<string, DeclarationKind>;
  imports: CellImport[]; // to be done before the function is called, in order
  steps: Map<string, number>; // for each name that was declared before: its declaration has run when `cell.reached` is as high
  maps: MapMaker[]; // from `code` to `javascript`, and on to the source
}
