import type { CellPlace } from '../evaluator/protocol.ts';

export type TypesSetting = 'error' | 'warn' | 'off';

/** What TypeScript says about one place of a cell. */
export interface TypeProblem {
  code: number; // 2322 for TS2322
  message: string; // may have several lines
  line: number; // 1-based, in the cell as written
  column: number; // 1-based, in UTF-16 units
  length: number; // at least 1, within the line
  isDeferred?: boolean; // a name that is used in a function or a type, and that a later cell may still declare
}

/**
 * How a check ended. `unparsable`: the cell is no TypeScript, and the evaluator says so better. `late`: the budget is
 * spent; the rest of the answer may still come.
 */
export type TypeCheck =
  | { outcome: 'checked'; problems: TypeProblem[] }
  | { outcome: 'unparsable' }
  | { outcome: 'late'; problems: Promise<TypeProblem[]> }
  | { outcome: 'unavailable'; reason: string };

/** A cell as the language server holds it, with the names of the cells before it: positions are offsets in the cell. */
export interface CellDocument {
  /** Asks the server about a place of the cell (an LSP method with `textDocument` and `position`). */
  ask<Answer>(method: string, offset: number, more?: object): Promise<Answer | undefined>; // undefined: unavailable, or late
  /** The offset of an LSP position of the answer; undefined when it lies in what is not the cell's. */
  offsetOf(position: { line: number; character: number }): number | undefined;
}

/** TypeScript's language server, as a session of cells sees it. One cell is checked or asked about at a time. */
export interface Language {
  /** Resolves when the cell is checked as the next one of the session, or when the budget is spent. */
  check(code: string, place: CellPlace): Promise<TypeCheck>;
  /** The cell has run: from here on its names belong to the session, but for those it did not come to declare. */
  accept(code: string, place: CellPlace, missing: readonly string[]): void;
  /** Opens a cell that is being written, to ask about places in it. */
  open(code: string, place: CellPlace): Promise<CellDocument>;
  /** The names that a cell would find, with how they were declared: what completion adds to the server's own. */
  names(): ReadonlyMap<string, string>; // name to const | let | function | class | interface | …
  close(): void;
}
