import type { VariableDeclaration } from 'oxc-parser';

export interface Span {
  start: number;
  end: number;
}

/**
 * A name that no function or block of the cell declares, and how it is met there: `read`; `call` for what is called;
 * `typeof`; `write` for what is assigned to; `declare` where the cell's own declaration gives it its value.
 */
export interface Reference extends Span {
  name: string;
  role: 'read' | 'call' | 'typeof' | 'write' | 'declare';
  shorthand: boolean; // `{ x }`: the text stands for key and value
}

/** An `await`, or an anonymous function or class with the name of what it is assigned to. Inner ones come first. */
export type Wrap = Span & { name?: string };

/** What of a cell must be rewritten, with places in its JavaScript. */
export interface Findings {
  references: Reference[];
  wraps: Wrap[];
  freshEnums: Span[]; // `E || {}` where an enum begins: not what an earlier cell called E
  importMetas: Span[];
  importCalls: Span[];
  declarations: { node: VariableDeclaration; place: 'statement' | 'for-init' | 'for-head' }[]; // the cell's own, also `var` in blocks
  functions: string[]; // the cell's own function declarations, in order
  classes: (Span & { name: string })[];
  identifiers: Set<string>; // every name that occurs at all
  decorates: boolean; // there are decorators or `accessor` fields, which Node does not know
}

export function noFindings(): Findings {
  return {
    references: [],
    wraps: [],
    freshEnums: [],
    importMetas: [],
    importCalls: [],
    declarations: [],
    functions: [],
    classes: [],
    identifiers: new Set(),
    decorates: false,
  };
}
