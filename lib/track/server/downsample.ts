/** The points of one metric in columns, as they are stored and sent. */
export interface Points {
  steps: number[];
  timestampsMs: number[];
  values: number[]; // NaN and infinities too
}

/**
 * Chooses which points of a curve to keep, at most `maxPoints` (10 or more), in their order. The curve is cut into pieces
 * of as many points; of each the first, the last, the least and the greatest stay, and the first NaN and infinity of each
 * sign, so that a picture of the chosen points looks like one of all. Returns indexes. (The idea is M4 of Jugel et al., VLDB 2014.)
 */
export function choosePoints(values: number[], maxPoints: number): number[] {
  if (values.length <= maxPoints) return Array.from(values, (_, index) => index);
  const words = new Set(values.filter((value) => !Number.isFinite(value)).map(String)); // at most three
  const pieces = Math.max(1, Math.floor(maxPoints / (4 + words.size)));
  const chosen: number[] = [];
  for (let piece = 0; piece < pieces; piece++) {
    const start = Math.floor((piece * values.length) / pieces);
    const end = Math.floor(((piece + 1) * values.length) / pieces);
    chosen.push(...choosePiece(values, start, end));
  }
  return chosen;
}

function choosePiece(values: number[], start: number, end: number): number[] {
  const kept = new Map<string, number>([
    ['first', start],
    ['last', end - 1],
  ]);
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  for (let index = start; index < end; index++) {
    const value = values[index] as number;
    if (!Number.isFinite(value)) {
      if (!kept.has(String(value))) kept.set(String(value), index);
      continue;
    }
    if (value < least) {
      least = value;
      kept.set('least', index);
    }
    if (value > greatest) {
      greatest = value;
      kept.set('greatest', index);
    }
  }
  return [...new Set(kept.values())].sort((a, b) => a - b);
}
