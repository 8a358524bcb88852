/** JavaScript counts UTF-16 units, Jupyter's protocol counts characters (code points): an emoji is two of one, one of the other. */
export function unitsOfCodePoints(text: string, codePoints: number): number {
  let units = 0;
  for (let seen = 0; seen < codePoints && units < text.length; seen++) {
    units += (text.codePointAt(units) as number) > 0xffff ? 2 : 1;
  }
  return units;
}

/** The way back: how many characters the first `units` of a text are. */
export function codePointsOfUnits(text: string, units: number): number {
  let codePoints = 0;
  for (let at = 0; at < Math.min(units, text.length); codePoints++) {
    at += (text.codePointAt(at) as number) > 0xffff ? 2 : 1;
  }
  return codePoints;
}
