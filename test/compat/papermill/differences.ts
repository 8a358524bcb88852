import { isDeepStrictEqual } from 'node:util';
import type { Loose } from './normalise.ts';

/** One place where the two notebooks are not the same; `undefined` is what a side does not have. */
export interface Difference {
  at: string; // as `cells[1].metadata.papermill.status`
  papermill: Loose;
  octavo: Loose;
}

/** All places where two values differ: members of objects and lists one by one. */
export function differencesOf(papermill: Loose, octavo: Loose, at = ''): Difference[] {
  if (isDeepStrictEqual(papermill, octavo)) return [];
  if (Array.isArray(papermill) && Array.isArray(octavo)) {
    const positions = Array.from({ length: Math.max(papermill.length, octavo.length) }, (_, index) => index);
    return positions.flatMap((index) => differencesOf(papermill[index], octavo[index], `${at}[${index}]`));
  }
  if (isRecord(papermill) && isRecord(octavo)) {
    const keys = new Set([...Object.keys(papermill), ...Object.keys(octavo)]);
    return [...keys].flatMap((key) => differencesOf(papermill[key], octavo[key], at ? `${at}.${key}` : key));
  }
  return [{ at, papermill, octavo }];
}

/** A difference on one line, for the reader of a failed test. */
export function showDifference({ at, papermill, octavo }: Difference): string {
  const show = (value: Loose) => (value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 200));
  return `${at}: papermill has ${show(papermill)}, Octavo ${show(octavo)}`;
}

function isRecord(value: Loose): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
