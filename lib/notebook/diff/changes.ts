// Generated from notebooks/20_notebook/17_diff/01_changes.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 5d0b7803 5d0b7804 5d0b789b 5d0b7806 5d0c2504 5d0b7809

// %% notebooks/20_notebook/17_diff/01_changes.ipynb#5d0b7803 5dfbcef8
import { isDeepStrictEqual } from 'node:util';
import type { Cell } from '../cell.ts';
import type { Notebook } from '../notebook.ts';

// %% notebooks/20_notebook/17_diff/01_changes.ipynb#5d0b7804 6207e92f
/** The ids of the cells that differ between two versions of a notebook. */
export interface NotebookChanges {
  edited: string[]; // kind, source or metadata
  added: string[];
  removed: string[];
  moved: string[]; // as few as explain the new order
  metadata: boolean; // of the notebook
}

/** Compares two versions of a notebook by cell ids. Outputs do not count. */
export function compareNotebooks(before: Notebook, after: Notebook): NotebookChanges {
  const old = new Map(before.cells.map((cell, index) => [cell.id, { cell, index }]));
  const ids = new Set(after.cells.map((cell) => cell.id));
  const common = after.cells.filter((cell) => old.has(cell.id));
  const still = longestRise(common.map((cell) => old.get(cell.id)?.index as number));
  return {
    edited: common.filter((cell) => isEdited(old.get(cell.id)?.cell as Cell, cell)).map((cell) => cell.id),
    added: after.cells.filter((cell) => !old.has(cell.id)).map((cell) => cell.id),
    removed: before.cells.filter((cell) => !ids.has(cell.id)).map((cell) => cell.id),
    moved: common.filter((cell) => !still.has(old.get(cell.id)?.index as number)).map((cell) => cell.id),
    metadata: !isDeepStrictEqual(before.metadata, after.metadata),
  };
}

// %% notebooks/20_notebook/17_diff/01_changes.ipynb#5d0b789b 15ee7953
/** Tells whether a person's part of a cell differs. @internal */
export function isEdited(before: Cell, after: Cell): boolean {
  if (before === after) return false;
  return (
    before.kind !== after.kind || before.source !== after.source || !isDeepStrictEqual(before.metadata, after.metadata)
  );
}

// %% notebooks/20_notebook/17_diff/01_changes.ipynb#5d0b7806 66fcc356
/** The values of a longest rising subsequence of distinct numbers. @internal */
export function longestRise(values: number[]): Set<number> {
  const ends: number[] = []; // ends[k] is the smallest end of a rise of length k + 1
  const previous = new Map<number, number | undefined>();
  for (const value of values) {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] as number) < value) low = middle + 1;
      else high = middle;
    }
    previous.set(value, ends[low - 1]);
    ends[low] = value;
  }
  const rise = new Set<number>();
  for (let value = ends.at(-1); value !== undefined; value = previous.get(value)) rise.add(value);
  return rise;
}

// %% notebooks/20_notebook/17_diff/01_changes.ipynb#5d0c2504 51dbba68
/** What moved between two orders: as few as explain the new one. Keys that are not in both do not count. @internal */
export function movedKeys(before: readonly string[], after: readonly string[]): Set<string> {
  const places = new Map(before.map((key, index) => [key, index]));
  const common = after.filter((key) => places.has(key));
  const still = longestRise(common.map((key) => places.get(key) as number));
  return new Set(common.filter((key) => !still.has(places.get(key) as number)));
}

// %% notebooks/20_notebook/17_diff/01_changes.ipynb#5d0b7809 f94d5d7d
/** Changes in a few words; `no change` when there is none. */
export function formatChanges(changes: NotebookChanges): string {
  const words = [
    [changes.edited.length, 'edited'],
    [changes.added.length, 'new'],
    [changes.removed.length, 'removed'],
    [changes.moved.length, 'moved'],
  ] as const;
  const parts = words.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  if (changes.metadata) parts.push('kernel changed');
  return parts.join(', ') || 'no change';
}
