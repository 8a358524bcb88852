// Generated from notebooks/20_notebook/17_diff/06_notebook_diff.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 5d0c3603 5d0c3604 5d0c3606 5d0c9dfa 5d0c3b42 5d0c3608 5d0c602b

// %% notebooks/20_notebook/17_diff/06_notebook_diff.ipynb#5d0c3603 abc059e2
import type { Cell, CellKind } from '../cell.ts';
import { quietKeys } from '../cell-line.ts';
import { hasMadeUpId, matchCells } from './cell-match.ts';
import { movedKeys } from './changes.ts';
import type { Notebook } from '../notebook.ts';
import { diffOutputs, diffValues, type OutputDiff, type ValueDiff } from './output-diff.ts';
import { type DiffBlock, diffText } from './text-diff.ts';

// %% notebooks/20_notebook/17_diff/06_notebook_diff.ipynb#5d0c3604 cfc61300
/** What is different in one cell. */
export interface CellDiff {
  id: string; // in the newer version, if it is there
  change: 'added' | 'removed' | 'edited' | 'moved' | 'ran'; // an edited cell may have moved too
  moved: boolean;
  before: { id: string; place: number; kind: CellKind } | undefined; // place: 1 for the first cell
  after: { id: string; place: number; kind: CellKind } | undefined;
  source: DiffBlock[] | undefined; // undefined when it is the same
  metadata: ValueDiff[];
  attachments: string[]; // names of those that differ
  outputs: OutputDiff | undefined; // undefined when they are the same
  executionCount: { before: number | null; after: number | null } | undefined; // undefined when it is the same
}

/** What is different between two versions of a notebook. */
export interface NotebookDiff {
  cells: CellDiff[]; // those that differ, in the newer order; a removed cell stands where it stood
  metadata: ValueDiff[];
  format: { before: string; after: string } | undefined; // `4.5`; undefined when it is the same
}

// %% notebooks/20_notebook/17_diff/06_notebook_diff.ipynb#5d0c3606 76e742d0
/** A cell at its place. @internal */
export interface PlacedCell {
  cell: Cell;
  place: number;
}

// %% notebooks/20_notebook/17_diff/06_notebook_diff.ipynb#5d0c9dfa c388f3e8
/** Compares two versions of a cell; undefined when nothing differs. @internal */
export function diffCell(
  before: PlacedCell | undefined,
  after: PlacedCell | undefined,
  moved: boolean,
  outputs: boolean,
): CellDiff | undefined {
  const [old, now] = [before?.cell, after?.cell];
  const [was, is] = [old?.attachments ?? {}, now?.attachments ?? {}];
  const found = {
    source: old?.source === now?.source ? undefined : diffText(old?.source ?? '', now?.source ?? ''),
    metadata: diffValues(old?.metadata ?? {}, now?.metadata ?? {}).filter(({ key }) => outputs || !isQuiet(key)),
    attachments: [...new Set(diffValues(was, is).map(({ key }) => key.replace(/\.[^.]*\/.*$/, '')))],
    outputs: outputs ? diffOutputs(old?.outputs ?? [], now?.outputs ?? []) : undefined,
    executionCount: outputs ? countDiff(old, now) : undefined,
  };
  const isEdited =
    old?.kind !== now?.kind ||
    found.source !== undefined ||
    found.metadata.some(({ key }) => !isQuiet(key)) ||
    found.attachments.length > 0;
  const ran = found.outputs !== undefined || found.executionCount !== undefined || found.metadata.length > 0;
  const change = !old ? 'added' : !now ? 'removed' : isEdited ? 'edited' : moved ? 'moved' : 'ran';
  if (change === 'ran' && !ran) return undefined;
  const id = (now ?? old)?.id ?? '';
  const madeUp = old && now && (hasMadeUpId(old) || hasMadeUpId(now)); // then the older id says nothing
  return { id, change, moved, before: shown(before, madeUp ? id : undefined), after: shown(after), ...found };
}

// %% notebooks/20_notebook/17_diff/06_notebook_diff.ipynb#5d0c3b42 236ea651
/** Tells whether metadata are what programs leave behind. @internal */
export function isQuiet(key: string): boolean {
  return quietKeys.has(key.split('.')[0] as string);
}

/** The numbers of executions, when they differ. @internal */
export function countDiff(before: Cell | undefined, after: Cell | undefined): CellDiff['executionCount'] {
  const [old, now] = [before?.executionCount ?? null, after?.executionCount ?? null];
  return old === now ? undefined : { before: old, after: now };
}

/** What is said about a version of a cell. @internal */
export function shown(placed: PlacedCell | undefined, id = placed?.cell.id ?? ''): CellDiff['before'] {
  return placed && { id, place: placed.place, kind: placed.cell.kind };
}

// %% notebooks/20_notebook/17_diff/06_notebook_diff.ipynb#5d0c3608 e3f31e94
/** Compares two versions of a notebook; undefined for one that is not there. With `outputs: false` what a run leaves does not count. */
export function diffNotebooks(
  before: Notebook | undefined,
  after: Notebook | undefined,
  options: { outputs?: boolean | undefined } = {},
): NotebookDiff {
  const { outputs = true } = options;
  const [old, now] = [before?.cells ?? [], after?.cells ?? []];
  const matches = matchCells(old, now);
  const places = new Map(old.map((cell, index) => [cell.id, { cell, place: index + 1 }]));
  const keys = now.map((cell) => matches.get(cell.id) ?? `new ${cell.id}`);
  const moved = movedKeys(
    old.map((cell) => cell.id),
    keys,
  );
  const rows = now.map((cell, index) => {
    const key = keys[index] as string;
    return { key, diff: diffCell(places.get(key), { cell, place: index + 1 }, moved.has(key), outputs) };
  });
  const kept = new Set(keys);
  let above = -1; // the row of the cell above a removed one
  for (const { id } of old) {
    if (moved.has(id)) continue; // it says nothing about where the others stood
    if (kept.has(id)) above = rows.findIndex((row) => row.key === id);
    else rows.splice(++above, 0, { key: id, diff: diffCell(places.get(id), undefined, false, outputs) });
  }
  const [oldFormat, newFormat] = [before, after].map((one) => one && `${one.nbformat}.${one.nbformatMinor}`);
  return {
    cells: rows.flatMap(({ diff }) => diff ?? []),
    metadata: diffValues(before?.metadata ?? {}, after?.metadata ?? {}),
    format: oldFormat && newFormat && oldFormat !== newFormat ? { before: oldFormat, after: newFormat } : undefined,
  };
}

// %% notebooks/20_notebook/17_diff/06_notebook_diff.ipynb#5d0c602b 9fe37a3b
/** Tells whether two versions of a notebook say the same. */
export function isSameNotebook(diff: NotebookDiff): boolean {
  return diff.cells.length === 0 && diff.metadata.length === 0 && diff.format === undefined;
}
