// Generated from notebooks/20_notebook/16_nesting.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 5d0d4203

// %% notebooks/20_notebook/16_nesting.ipynb#5d0d4203 eca9a9d3
/** So deep brackets may go that every parser here lives through it. */
export const mostLevels = 3000;

/** Where a source opens more brackets inside each other than it may: the offset of the one that is too many, in UTF-16 units; undefined when it does not. Brackets in strings, templates and comments do not count, near enough. */
export function tooDeepAt(source: string, most = mostLevels): number | undefined {
  if (source.length <= most) return undefined;
  let level = 0;
  for (let at = 0; at < source.length; at++) {
    const unit = source.charCodeAt(at);
    if (_quotes.has(unit)) at = _endOfString(source, at, unit);
    else if (unit === _slash && source.charCodeAt(at + 1) === _slash) at = _endAt(source.indexOf('\n', at), source);
    else if (unit === _slash && source.charCodeAt(at + 1) === _star) at = _endAt(source.indexOf('*/', at + 2), source);
    else if (unit === 0x28 || unit === 0x5b || unit === 0x7b) {
      if (++level > most) return at;
    } else if (unit === 0x29 || unit === 0x5d || unit === 0x7d) level = Math.max(0, level - 1);
  }
  return undefined;
}

const _quotes = new Set([0x22, 0x27, 0x60]);
const [_newline, _backslash, _slash, _star] = [0x0a, 0x5c, 0x2f, 0x2a];

function _endOfString(source: string, start: number, quote: number): number {
  for (let at = start + 1; at < source.length; at++) {
    const unit = source.charCodeAt(at);
    if (unit === _backslash) at++;
    else if (unit === quote || (unit === _newline && quote !== 0x60)) return at;
  }
  return source.length;
}

function _endAt(found: number, source: string): number {
  return found === -1 ? source.length : found;
}
