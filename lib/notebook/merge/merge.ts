// Generated from notebooks/20_notebook/20_merge/06_merge.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 5d0c2803 5d0c2804 5d0c2806 5d0c2808 5d0c2811 5d0c280a 5d0c280b

// %% notebooks/20_notebook/20_merge/06_merge.ipynb#5d0c2803 eb02d067
import type { Cell } from '../cell.ts';
import { matchCells } from '../diff/cell-match.ts';
import { type CellConflict, conflictCells, freshId, type MergeLabels, refuseConflicts } from './conflict.ts';
import { isEditedByHand, mergeCell, type OutputRule } from './merge-cell.ts';
import { mergeNotebookMetadata } from './merge-json.ts';
import { mergeOrder } from './merge-order.ts';
import type { Notebook } from '../notebook.ts';
import { upgradeNotebook } from '../upgrade.ts';

// %% notebooks/20_notebook/20_merge/06_merge.ipynb#5d0c2804 fbf46789
/** What may be said about a merge. */
export interface MergeOptions {
  outputs?: OutputRule | undefined; // of cells that both sides ran again; default `ours`
  labels?: MergeLabels | undefined; // what the sides are called in the marks
  markSize?: number | undefined; // signs of a mark, default 7
}

/** A conflict that a merge left. */
export interface MergeConflict {
  cell: string; // id
  ours: string | undefined; // source; undefined when the side removed the cell
  theirs: string | undefined;
}

/** A merged notebook. */
export interface NotebookMerge {
  notebook: Notebook; // of format 4.5; with conflict cells when there are conflicts
  conflicts: MergeConflict[];
  disputed: string[]; // metadata for which ours was taken: `kernelspec`, `cell b2c4d6e8 slideshow`
}

// %% notebooks/20_notebook/20_merge/06_merge.ipynb#5d0c2806 0dfc0149
/** The cells of a version by key, in order. @internal */
export type KeyedCells = Map<string, Cell>;

/** Gives keys to the cells of a side. @internal */
export function keyCells(base: readonly Cell[], side: readonly Cell[]): KeyedCells {
  const old = matchCells(base, side);
  return new Map(side.map((cell) => [old.has(cell.id) ? `old ${old.get(cell.id)}` : `new ${cell.id}`, cell]));
}

// %% notebooks/20_notebook/20_merge/06_merge.ipynb#5d0c2808 ca4abc6b
/** What becomes of the cell with some key: it goes, it stays, or it is a conflict. @internal */
export function mergeKey(
  base: Cell | undefined, // undefined: the cell is new
  ours: Cell | undefined, // undefined: the side has no such cell
  theirs: Cell | undefined,
  rule: OutputRule,
  disputed: string[], // what is found is added
): Cell | CellConflict | undefined {
  if (ours && theirs) {
    const merged = mergeCell(base, ours, theirs, rule);
    disputed.push(...merged.disputed.map((key) => `cell ${ours.id} ${key}`));
    if (merged.cell) return merged.cell;
    return { id: merged.versions?.ours.id ?? ours.id, ours: merged.versions?.ours, theirs: merged.versions?.theirs };
  }
  const side = ours ?? theirs;
  if (!side || !base) return side;
  return isEditedByHand(base, side) ? { id: side.id, ours, theirs } : undefined;
}

// %% notebooks/20_notebook/20_merge/06_merge.ipynb#5d0c2811 943a7078
/** The merged cells and conflicts, in order, each with an id of its own. @internal */
export function mergeCells(
  base: readonly Cell[],
  ours: readonly Cell[],
  theirs: readonly Cell[],
  rule: OutputRule,
  disputed: string[], // what is found is added
): (Cell | CellConflict)[] {
  const old = new Map(base.map((cell) => [`old ${cell.id}`, cell]));
  const [ourCells, theirCells] = [keyCells(base, ours), keyCells(base, theirs)];
  const outcomes = new Map<string, Cell | CellConflict>();
  for (const key of new Set([...ourCells.keys(), ...theirCells.keys()])) {
    const outcome = mergeKey(old.get(key), ourCells.get(key), theirCells.get(key), rule, disputed);
    if (outcome) outcomes.set(key, outcome);
  }
  const order = mergeOrder([...old.keys()], [...ourCells.keys()], [...theirCells.keys()], new Set(outcomes.keys()));
  return giveIds(order.map((key) => outcomes.get(key) as Cell | CellConflict));
}

// %% notebooks/20_notebook/20_merge/06_merge.ipynb#5d0c280a 4218c3ec
/**
 * Merges two versions of a notebook. `base` is what both began with; without one, cells that differ are in conflict.
 * Throws `notebook-conflicted` when a side still holds conflicts of an earlier merge.
 */
export function mergeNotebooks(
  base: Notebook | undefined, // undefined: each side added the notebook
  ours: Notebook,
  theirs: Notebook,
  options: MergeOptions = {},
): NotebookMerge {
  for (const side of [ours, theirs]) refuseConflicts(side);
  const disputed: string[] = [];
  const ordered = mergeCells(base?.cells ?? [], ours.cells, theirs.cells, options.outputs ?? 'ours', disputed);
  const taken = new Set(ordered.map((outcome) => outcome.id));
  const cells = ordered.flatMap((outcome) => {
    return 'kind' in outcome ? [outcome] : conflictCells(outcome, options.labels ?? {}, taken, options.markSize);
  });
  const metadata = mergeNotebookMetadata(base?.metadata ?? {}, ours.metadata, theirs.metadata, disputed);
  const nbformatMinor = Math.max(ours.nbformatMinor, theirs.nbformatMinor);
  const conflicts = ordered.filter((outcome): outcome is CellConflict => !('kind' in outcome));
  return {
    notebook: upgradeNotebook({ ...ours, nbformatMinor, metadata, cells }),
    conflicts: conflicts.map(({ id, ...sides }) => ({
      cell: id,
      ours: sides.ours?.source,
      theirs: sides.theirs?.source,
    })),
    disputed,
  };
}

// %% notebooks/20_notebook/20_merge/06_merge.ipynb#5d0c280b 2a9a6598
/** Gives each cell an id that nbformat allows and that no cell above it has. @internal */
export function giveIds(cells: (Cell | CellConflict)[]): (Cell | CellConflict)[] {
  const all = new Set(cells.map((cell) => cell.id));
  const taken = new Set<string>();
  return cells.map((cell) => {
    const good = /^[\w-]{1,64}$/.test(cell.id) && !taken.has(cell.id);
    const id = good ? cell.id : freshId(cell.id, all);
    taken.add(id);
    return good ? cell : { ...cell, id };
  });
}
