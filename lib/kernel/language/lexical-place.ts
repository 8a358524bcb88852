export type LexicalPlace = 'code' | 'comment' | 'string' | 'template' | 'regex';

const afterValue = /(?:[\p{ID_Continue}$)\]}'"`]|\+\+|--)\s*$/u; // here a slash divides,
const afterOperatorWord =
  /(?<![\p{ID_Continue}$.])(?:return|typeof|case|await|yield|void|in|of|else|do|delete|throw)\s*$/u; // but not here

/**
 * Tells what a place of a cell is inside of, also of a cell that is not finished. A scan without a parser: it errs only
 * where a regular expression follows a closing bracket.
 */
export function lexicalPlace(code: string, offset: number): LexicalPlace {
  const braces: ('block' | 'template')[] = []; // those that are open
  for (let at = 0; at < offset; ) {
    const piece = readPiece(code, at, braces);
    if (piece.place !== 'code' && offset < piece.end) return piece.place;
    at = piece.end;
  }
  return 'code';
}

interface Piece {
  place: LexicalPlace;
  end: number; // behind its last character; infinite when it is not closed
}

function readPiece(code: string, at: number, braces: ('block' | 'template')[]): Piece {
  const character = code[at];
  if (code.startsWith('//', at)) return { place: 'comment', end: behind(code, '\n', at) };
  if (code.startsWith('/*', at)) return { place: 'comment', end: behind(code, '*/', at + 2) };
  if (character === '"' || character === "'") return { place: 'string', end: endOfString(code, at + 1, character) };
  if (character === '/' && isRegexPlace(code.slice(0, at))) return { place: 'regex', end: endOfRegex(code, at + 1) };
  if (character === '{') braces.push('block');
  const isTemplate = character === '`' || (character === '}' && braces.pop() === 'template');
  return isTemplate ? { place: 'template', end: endOfTemplate(code, at + 1, braces) } : { place: 'code', end: at + 1 };
}

function behind(code: string, what: string, from: number): number {
  const found = code.indexOf(what, from);
  return found < 0 ? Number.POSITIVE_INFINITY : found + what.length;
}

/** A string ends at its line's end at the latest. */
function endOfString(code: string, from: number, quote: string): number {
  for (let at = from; at < code.length; at++) {
    if (code[at] === '\\') at++;
    else if (code[at] === quote || code[at] === '\n') return at + 1;
  }
  return Number.POSITIVE_INFINITY;
}

function endOfRegex(code: string, from: number): number {
  let isInClass = false;
  for (let at = from; at < code.length; at++) {
    const character = code[at];
    if (character === '\\') at++;
    else if (character === '\n' || (character === '/' && !isInClass)) return at + 1;
    else if (character === '[' || character === ']') isInClass = character === '[';
  }
  return Number.POSITIVE_INFINITY;
}

/** Until the backtick, or until `${`, behind which there is code again. */
function endOfTemplate(code: string, from: number, braces: ('block' | 'template')[]): number {
  for (let at = from; at < code.length; at++) {
    if (code[at] === '\\') at++;
    else if (code[at] === '`') return at + 1;
    else if (code.startsWith('${', at)) {
      braces.push('template');
      return at + 2;
    }
  }
  return Number.POSITIVE_INFINITY;
}

function isRegexPlace(before: string): boolean {
  const line = before.slice(-200); // enough: what is before decides
  return !afterValue.test(line) || afterOperatorWord.test(line);
}
