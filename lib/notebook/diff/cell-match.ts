// Generated from notebooks/20_notebook/17_diff/02_cell_match.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 5d0c2403 5d0c2405 5d0c2408 5d0cb374 5d0c12fc

// %% notebooks/20_notebook/17_diff/02_cell_match.ipynb#5d0c2403 1a961a92
import type { Cell } from '../cell.ts';
import { originOf } from '../parse.ts';

// %% notebooks/20_notebook/17_diff/02_cell_match.ipynb#5d0c2405 c0ee0415
/** How often each word stands in a text. @internal */
export function countWords(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of text.match(/[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu) ?? [])
    counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/** How alike two texts are, from their words: 0 to 1. @internal */
export function similarity(left: Map<string, number>, right: Map<string, number>): number {
  let [shared, total] = [0, 0];
  for (const [word, count] of left) {
    shared += Math.min(count, right.get(word) ?? 0);
    total += count;
  }
  for (const count of right.values()) total += count;
  return total === 0 ? 0 : (2 * shared) / total;
}

// %% notebooks/20_notebook/17_diff/02_cell_match.ipynb#5d0c2408 52542619
/** Tells whether reading made the id of a cell up. @internal */
export function hasMadeUpId(cell: Cell): boolean {
  const origin = originOf(cell);
  return origin !== undefined && origin.file.id !== cell.id;
}

/** Finds for the cells of a newer version the ids that they had in an older one. New cells are not in the map. @internal */
export function matchCells(before: readonly Cell[], after: readonly Cell[]): Map<string, string> {
  const old = new Map(before.map((cell) => [cell.id, cell]));
  const matches = new Map(after.flatMap(({ id }) => (old.has(id) ? [[id, id] as const] : [])));
  const taken = new Set(matches.values());
  const byText = Map.groupBy(
    before.filter((cell) => !taken.has(cell.id) && cell.source.trim() !== ''),
    (cell) => `${cell.kind} ${cell.source}`,
  );
  for (const cell of after) {
    const same = matches.has(cell.id) ? undefined : byText.get(`${cell.kind} ${cell.source}`)?.shift();
    if (same) matches.set(cell.id, same.id);
  }
  matchSimilar(before, after, matches);
  return matches;
}

// %% notebooks/20_notebook/17_diff/02_cell_match.ipynb#5d0cb374 1be95ce7
/** Matches what is left between two matched neighbours, where ids say nothing. @internal */
export function matchSimilar(before: readonly Cell[], after: readonly Cell[], matches: Map<string, string>): void {
  const places = new Map(before.map((cell, index) => [cell.id, index]));
  const taken = new Set(matches.values());
  let start = 0; // behind the match above
  for (let at = 0; at < after.length; at++) {
    const above = matches.get(after[at]?.id ?? '');
    if (above !== undefined) {
      start = (places.get(above) as number) + 1;
      continue;
    }
    const gap: Cell[] = [];
    for (; at < after.length && !matches.has(after[at]?.id ?? ''); at++) gap.push(after[at] as Cell);
    at--;
    let end = start;
    while (end < before.length && !taken.has(before[end]?.id ?? '')) end++;
    pairGap(before.slice(start, end), gap, matches);
  }
}

// %% notebooks/20_notebook/17_diff/02_cell_match.ipynb#5d0c12fc cdff9bdf
/** Pairs the most similar cells first; a pair says half of the same words, and one of its ids was made up. @internal */
export function pairGap(before: Cell[], after: Cell[], matches: Map<string, string>): void {
  if (before.length * after.length > 10_000) return;
  const [oldWords, newWords] = [before, after].map((cells) => cells.map((cell) => countWords(cell.source))) as [
    Map<string, number>[],
    Map<string, number>[],
  ];
  const pairs = after.flatMap((cell, right) =>
    before.flatMap((old, left) => {
      if (old.kind !== cell.kind || !(hasMadeUpId(old) || hasMadeUpId(cell))) return [];
      const score = similarity(oldWords[left] as Map<string, number>, newWords[right] as Map<string, number>);
      return score < 0.5 ? [] : [{ old, cell, score }];
    }),
  );
  const done = new Set<Cell>();
  for (const { old, cell } of pairs.sort((a, b) => b.score - a.score)) {
    if (done.has(old) || done.has(cell)) continue;
    done.add(old).add(cell);
    matches.set(cell.id, old.id);
  }
}
