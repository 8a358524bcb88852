/** A place in a document, as the language server protocol has it. */
export interface DocumentPlace {
  line: number; // 0-based; the cell begins on line 1
  character: number; // 0-based, in UTF-16 units
}

const lineBreak = /\r\n|\r|\n/g;

/** Where an offset of a cell is in its document, whose first line is not the cell's. */
export function placeAt(code: string, offset: number): DocumentPlace {
  const lines = code.slice(0, offset).split(lineBreak);
  return { line: lines.length, character: (lines.at(-1) ?? '').length };
}

/** The offset in the cell; undefined when the place is not the cell's. */
export function offsetAt(code: string, { line, character }: DocumentPlace): number | undefined {
  const starts = [0, ...[...code.matchAll(lineBreak)].map(({ index, 0: text }) => index + text.length)];
  const start = line < 1 ? undefined : starts[line - 1];
  const offset = start === undefined ? undefined : start + character;
  return offset !== undefined && offset <= code.length ? offset : undefined;
}
