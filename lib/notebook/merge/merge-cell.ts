// Generated from notebooks/20_notebook/20_merge/05_merge_cell.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 5d0c2703 5d0c2705 5d0c2706 5d0cd767 5d0c2708 5d0ce15a 5d0c2709

// %% notebooks/20_notebook/20_merge/05_merge_cell.ipynb#5d0c2703 74ac2380
import { isDeepStrictEqual } from 'node:util';
import type { Cell, Output } from '../cell.ts';
import { isShown, quietKeys } from '../cell-line.ts';
import type { JsonObject } from '../json/json.ts';
import { mergeObjects } from './merge-json.ts';
import { mergeText } from './merge-text.ts';

// %% notebooks/20_notebook/20_merge/05_merge_cell.ipynb#5d0c2705 d2eb7b38
/** Whose outputs a cell gets that both sides ran again, unless its source says it. */
export type OutputRule = 'ours' | 'theirs' | 'clear';

// %% notebooks/20_notebook/20_merge/05_merge_cell.ipynb#5d0c2706 6045234d
/** What a run left in a cell. @internal */
export type RunResult = Pick<Cell, 'outputs' | 'executionCount'>;

/** What a cell that was not run holds. @internal */
export const notRun: RunResult = { outputs: [], executionCount: null };

/** Tells whether outputs are the same but for their numbers: those of executions do not count. @internal */
export function sameOutputs(left: readonly Output[], right: readonly Output[]): boolean {
  if (left === right) return true;
  const plain = (output: Output) => ({ ...output, execution_count: null });
  return (
    left.length === right.length && left.every((one, at) => isDeepStrictEqual(plain(one), plain(right[at] as Output)))
  );
}

/** Tells whether two runs left the very same. @internal */
export function sameRun(left: Cell, right: Cell): boolean {
  return left.executionCount === right.executionCount && isDeepStrictEqual(left.outputs, right.outputs);
}

// %% notebooks/20_notebook/20_merge/05_merge_cell.ipynb#5d0cd767 06883e90
/** The outputs and the execution count of a merged cell with this source. @internal */
export function settleOutputs(
  base: Cell | undefined,
  ours: Cell,
  theirs: Cell,
  source: string, // of the merged cell
  rule: OutputRule,
): RunResult {
  const belongs = [ours.source === source, theirs.source === source];
  if (belongs[0] !== belongs[1]) return belongs[0] ? ours : theirs;
  if (!belongs[0]) return sameOutputs(ours.outputs, theirs.outputs) ? ours : notRun;
  if (base?.source === source) {
    if (sameRun(theirs, base)) return ours;
    if (sameRun(ours, base)) return theirs;
  }
  if (sameOutputs(ours.outputs, theirs.outputs)) return ours;
  if (base?.source === source) {
    if (sameOutputs(theirs.outputs, base.outputs)) return ours;
    if (sameOutputs(ours.outputs, base.outputs)) return theirs;
  }
  if (rule === 'clear') return notRun;
  return rule === 'theirs' ? theirs : ours;
}

// %% notebooks/20_notebook/20_merge/05_merge_cell.ipynb#5d0c2708 74787789
/** A merged cell; or, when the sides are in conflict, two. `disputed` are metadata for which ours was taken. @internal */
export interface MergedCell {
  cell?: Cell | undefined;
  versions?: { ours: Cell; theirs: Cell } | undefined;
  disputed: string[];
}

/** Merges versions of one cell that both sides have. @internal */
export function mergeCell(base: Cell | undefined, ours: Cell, theirs: Cell, rule: OutputRule = 'ours'): MergedCell {
  const disputed: string[] = [];
  const metadata = mergeObjects(base?.metadata ?? {}, ours.metadata, theirs.metadata, disputed);
  const named = disputed.filter((key) => !quietKeys.has(key.split('.')[0] as string));
  const id = ours.id !== base?.id || theirs.id === base.id ? ours.id : theirs.id;
  const kind = mergeText(base?.kind, ours.kind, theirs.kind) as Cell['kind'] | undefined;
  const source = mergeText(base?.source, ours.source, theirs.source);
  const pasted: string[] = [];
  const attachments = mergeObjects(base?.attachments ?? {}, ours.attachments ?? {}, theirs.attachments ?? {}, pasted);
  if (source === undefined || kind === undefined || pasted.length > 0) {
    return { versions: { ours: { ...ours, id, metadata }, theirs: { ...theirs, id, metadata } }, disputed: named };
  }
  const run = kind === 'code' ? settleOutputs(base, ours, theirs, source, rule) : notRun;
  const { outputs, executionCount } = run;
  const cell: Cell = { ...(run === theirs ? theirs : ours), id, kind, source, metadata, outputs, executionCount };
  if (kind !== 'code' && Object.keys(attachments).length > 0)
    cell.attachments = keepIfSame(attachments, cell.attachments);
  else if (cell.attachments) delete cell.attachments;
  return { cell, disputed: named };
}

// %% notebooks/20_notebook/20_merge/05_merge_cell.ipynb#5d0ce15a 47720273
/** The old object where the new one says the same: what was read keeps its bytes. @internal */
export function keepIfSame(attachments: JsonObject, old: JsonObject | undefined): JsonObject {
  return old && isDeepStrictEqual(attachments, old) ? old : attachments;
}

// %% notebooks/20_notebook/20_merge/05_merge_cell.ipynb#5d0c2709 c213613a
/** Tells whether a person changed a cell: outputs, and what programs leave in the metadata, do not count. @internal */
export function isEditedByHand(base: Cell, side: Cell): boolean {
  const said = ({ metadata }: Cell) =>
    Object.fromEntries(Object.entries(metadata).filter(([key, value]) => isShown(key, value)));
  return (
    base.kind !== side.kind ||
    base.source !== side.source ||
    !isDeepStrictEqual(said(base), said(side)) ||
    !isDeepStrictEqual({ ...base.attachments }, { ...side.attachments })
  );
}
