const wordBehind = /[\p{ID_Continue}$\u200c\u200d]*$/u;
const wordAhead = /^[\p{ID_Continue}$\u200c\u200d]*/u;

/** The word that a place is in, or at an end of; an empty span where there is none. Offsets in UTF-16 units. */
export function wordAround(code: string, offset: number): { start: number; end: number } {
  const behind = wordBehind.exec(code.slice(0, offset))?.[0] ?? '';
  const ahead = wordAhead.exec(code.slice(offset))?.[0] ?? '';
  return { start: offset - behind.length, end: offset + ahead.length };
}
