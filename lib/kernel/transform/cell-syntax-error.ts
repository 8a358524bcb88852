/** A cell that is not TypeScript: where in its source, and what the parser says. */
export class CellSyntaxError extends SyntaxError {
  override name = 'SyntaxError';
  readonly source: string; // the cell as written
  readonly line: number; // 1-based, in the cell as written
  readonly column: number; // 1-based, in UTF-16 units
  readonly length: number; // of the place that is wrong; at least 1
  readonly hint: string | undefined;

  constructor(
    message: string,
    source: string,
    place: { line: number; column: number; length?: number; hint?: string | undefined },
  ) {
    super(message);
    this.source = source;
    this.line = place.line;
    this.column = place.column;
    this.length = Math.max(1, place.length ?? 1);
    this.hint = place.hint;
  }
}

/** The 1-based line and column of an offset in UTF-16 units. */
export function lineAndColumn(source: string, offset: number): { line: number; column: number } {
  const before = source.slice(0, offset);
  const lastBreak = before.lastIndexOf('\n');
  return { line: before.split('\n').length, column: offset - lastBreak };
}
