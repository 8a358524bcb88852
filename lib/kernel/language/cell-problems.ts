import type { TypeProblem } from './language.ts';

/** An LSP diagnostic, as far as it is read. */
export interface Diagnostic {
  severity?: number; // 1 is an error
  code?: number | string;
  message: string;
  range: { start: Place; end: Place };
  relatedInformation?: { message: string }[];
}

interface Place {
  line: number; // 0-based
  character: number; // 0-based, in UTF-16 units
}

const error = 1;

/** The errors that lie in the cell, which begins on the document's second line. */
export function problemsOf(diagnostics: readonly Diagnostic[], code: string): TypeProblem[] {
  const lines = code.split(/\r\n|\r|\n/);
  return diagnostics.flatMap(({ severity, code: number, message, range: { start, end } }) => {
    const text = lines[start.line - 1];
    if (severity !== error || start.line === 0 || text === undefined) return [];
    const last = end.line === start.line ? end.character : text.length;
    const length = Math.max(1, last - start.character);
    return [{ code: Number(number), message, line: start.line, column: start.character + 1, length }];
  });
}
