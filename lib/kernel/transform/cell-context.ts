import type { DeclarationKind } from './declared.ts';

/** What a cell finds when it is transformed. */
export interface CellContext {
  declared: ReadonlyMap<string, DeclarationKind>; // by earlier cells
  isGlobal: (name: string) => boolean;
}
