// Generated from notebooks/20_notebook/17_diff/03_sequence_diff.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 5d0c2103 5d0c2104 5d0c2106 5d0ce299

// %% notebooks/20_notebook/17_diff/03_sequence_diff.ipynb#5d0c2103 7b1c0e70
import { diffArrays } from 'diff/lib/diff/array.js';

// %% notebooks/20_notebook/17_diff/03_sequence_diff.ipynb#5d0c2104 e61786d6
/** A stretch of two lists: items `start` up to and without `end` of each. Unequal ones may be empty on one side. @internal */
export interface Stretch {
  equal: boolean;
  before: { start: number; end: number };
  after: { start: number; end: number };
}

/** How many items may be removed or added before the search is given up. @internal */
export const mostEdits = 1000;

// %% notebooks/20_notebook/17_diff/03_sequence_diff.ipynb#5d0c2106 d7338dcc
/** Divides two lists of strings into stretches, in turn equal and unequal, that together are all of both. @internal */
export function diffSequences(before: readonly string[], after: readonly string[]): Stretch[] {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const middle = [before.slice(head, before.length - tail), after.slice(head, after.length - tail)] as const;
  const stretches: Stretch[] = [];
  addStretch(stretches, true, head, head);
  for (const [equal, removed, added] of diffMiddle(...middle)) addStretch(stretches, equal, removed, added);
  addStretch(stretches, true, tail, tail);
  return stretches;
}

/** The lengths of equal and unequal stretches of two lists. @internal */
export function diffMiddle(before: string[], after: string[]): [equal: boolean, before: number, after: number][] {
  const given =
    before.length > 0 && after.length > 0 ? diffArrays(before, after, { maxEditLength: mostEdits }) : undefined;
  if (!given) return [[false, before.length, after.length]];
  return given.map(({ added, removed, count }) => [!added && !removed, added ? 0 : count, removed ? 0 : count]);
}

// %% notebooks/20_notebook/17_diff/03_sequence_diff.ipynb#5d0ce299 cdf21966
/** Adds items to the last stretch, or a stretch. @internal */
export function addStretch(stretches: Stretch[], equal: boolean, before: number, after: number): void {
  if (before === 0 && after === 0) return;
  let last = stretches.at(-1);
  if (last?.equal !== equal) {
    const [beforeStart, afterStart] = [last?.before.end ?? 0, last?.after.end ?? 0];
    last = { equal, before: { start: beforeStart, end: beforeStart }, after: { start: afterStart, end: afterStart } };
    stretches.push(last);
  }
  last.before.end += before;
  last.after.end += after;
}
