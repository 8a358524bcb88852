/** Parsers and TypeScript's server recurse natively: at some 6,000 levels their stack is full, and their process is gone. */
const mostLevels = 3000;
const longestChecked = 2_000_000; // UTF-16 units; to check the types of more takes longer than anyone waits

const quotes = new Set([0x22, 0x27, 0x60]);
const [newline, backslash, slash, star] = [0x0a, 0x5c, 0x2f, 0x2a];

/** What a cell whose brackets are nested too deeply fails with, instead of taking the kernel along. */
export function nestingFailure(source: string): { ename: string; evalue: string; traceback: string[] } | undefined {
  if (!isTooDeep(source)) return undefined;
  const evalue = `this cell has more than ${mostLevels} brackets inside each other: no parser takes that`;
  return { ename: 'SyntaxError', evalue, traceback: [`\x1b[31mSyntaxError\x1b[39m: ${evalue}`] };
}

export function isTooLongForTypes(source: string): boolean {
  return source.length > longestChecked;
}

/** Counts brackets outside strings, templates and comments, near enough. */
export function isTooDeep(source: string): boolean {
  if (source.length <= mostLevels) return false;
  let level = 0;
  for (let at = 0; at < source.length; at++) {
    const unit = source.charCodeAt(at);
    if (quotes.has(unit)) at = endOfString(source, at, unit);
    else if (unit === slash && source.charCodeAt(at + 1) === slash) at = endAt(source.indexOf('\n', at), source);
    else if (unit === slash && source.charCodeAt(at + 1) === star) at = endAt(source.indexOf('*/', at + 2), source);
    else if (unit === 0x28 || unit === 0x5b || unit === 0x7b) {
      if (++level > mostLevels) return true;
    } else if (unit === 0x29 || unit === 0x5d || unit === 0x7d) level = Math.max(0, level - 1);
  }
  return false;
}

function endOfString(source: string, start: number, quote: number): number {
  for (let at = start + 1; at < source.length; at++) {
    const unit = source.charCodeAt(at);
    if (unit === backslash) at++;
    else if (unit === quote || (unit === newline && quote !== 0x60)) return at;
  }
  return source.length;
}

function endAt(found: number, source: string): number {
  return found === -1 ? source.length : found;
}
