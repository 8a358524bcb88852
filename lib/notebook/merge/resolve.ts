// Generated from notebooks/20_notebook/20_merge/08_resolve.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 5d0c3203 5d0c3204 5d0c3206 5d0c3207 5d0c3208 5d0cb1d5 5d0c320d

// %% notebooks/20_notebook/20_merge/08_resolve.ipynb#5d0c3203 afe915a5
import { OctavoError, shellWord, suggest } from '../../errors/index.ts';
import { type Host, nodeHost } from '../../host/index.ts';
import type { Cell } from '../cell.ts';
import {
  adoptMarks,
  type ConflictNote,
  conflictMarks,
  conflictNote,
  type MergeSide,
  withoutConflictNote,
} from './conflict.ts';
import { readNotebook, writeNotebook } from '../files.ts';
import type { Notebook } from '../notebook.ts';

// %% notebooks/20_notebook/20_merge/08_resolve.ipynb#5d0c3204 5d2b615e
/** Which versions of a cell stay. */
export type ConflictChoice = MergeSide | 'both';

/** A conflict that is still open. */
export interface OpenConflict {
  cell: string; // the id that it had
  ours: string | undefined; // source; undefined when the side removed the cell
  theirs: string | undefined;
}

/** What was decided: for single cells by id, and for all others. */
export interface ConflictChoices {
  cells?: Record<string, ConflictChoice> | undefined;
  others?: ConflictChoice | undefined;
}

/** A notebook with fewer conflicts. */
export interface ConflictResolution {
  notebook: Notebook; // the same one when nothing changed
  settled: { cell: string; choice: ConflictChoice | 'by hand' }[];
  left: OpenConflict[];
}

// %% notebooks/20_notebook/20_merge/08_resolve.ipynb#5d0c3206 55946145
/** The cells of a conflict, with what each of them is. @internal */
export type ConflictGroup = { cell: Cell; note: ConflictNote }[];

/** The conflicts of some cells, by the id that the cell had. @internal */
export function groupConflicts(cells: readonly Cell[]): Map<string, ConflictGroup> {
  const parts = cells.flatMap((cell) => {
    const note = conflictNote(cell);
    return note ? [{ cell, note }] : [];
  });
  return Map.groupBy(parts, ({ note }) => note.id);
}

/** The source of what is left of a side; undefined when nothing is. @internal */
export function versionOf(group: ConflictGroup, side: MergeSide): string | undefined {
  const cells = group.filter(({ note }) => note.part === side).map(({ cell }) => cell.source);
  return cells.length === 0 ? undefined : cells.join('\n\n');
}

// %% notebooks/20_notebook/20_merge/08_resolve.ipynb#5d0c3207 a726b152
/** Settles conflicts: those that are decided, and those whose marks the author has deleted. Throws `merge-unknown-cell`. */
export function resolveConflicts(notebook: Notebook, choices: ConflictChoices = {}): ConflictResolution {
  const cells = adoptMarks(notebook.cells);
  const groups = groupConflicts(cells);
  checkChoices(choices, groups, notebook.path);
  const settled: ConflictResolution['settled'] = [];
  const left: OpenConflict[] = [];
  const after = new Map<Cell, Cell | undefined>(); // what becomes of a cell
  for (const [id, group] of groups) {
    const isOpen = group.some(({ note }) => conflictMarks.has(note.part));
    const chosen = Object.hasOwn(choices.cells ?? {}, id) ? choices.cells?.[id] : choices.others;
    const choice = isOpen ? chosen : 'by hand';
    if (choice === undefined)
      left.push({ cell: id, ours: versionOf(group, 'ours'), theirs: versionOf(group, 'theirs') });
    else {
      settled.push({ cell: id, choice });
      settleGroup(id, group, choice, cells, after);
    }
  }
  if (settled.length === 0) return { notebook, settled, left };
  const kept = cells.flatMap((cell, at) => (after.has(cell) ? (after.get(cell) ?? []) : (notebook.cells[at] as Cell)));
  return { notebook: { ...notebook, cells: kept }, settled, left };
}

// %% notebooks/20_notebook/20_merge/08_resolve.ipynb#5d0c3208 7a7ae3e3
/** Keeps the chosen cells of a conflict. One of them gets the old id, unless a cell outside of the conflict has it by now. @internal */
export function settleGroup(
  id: string,
  group: ConflictGroup,
  choice: ConflictChoice | 'by hand',
  cells: readonly Cell[],
  after: Map<Cell, Cell | undefined>, // what is decided is added
): void {
  const stays = ({ note }: { note: ConflictNote }) =>
    !conflictMarks.has(note.part) && (choice === 'by hand' || choice === 'both' || note.part === choice);
  const kept = group.filter(stays);
  const members = new Set(group.map(({ cell }) => cell));
  const isFree = !cells.some((cell) => cell.id === id && !members.has(cell));
  const heir = kept.find(({ cell }) => cell.id === id) ?? kept.find(({ note }) => note.part === 'ours') ?? kept[0];
  for (const { cell } of group) after.set(cell, undefined);
  for (const one of kept) {
    const cell = withoutConflictNote(one.cell);
    after.set(one.cell, one === heir && isFree ? { ...cell, id } : cell);
  }
}

// %% notebooks/20_notebook/20_merge/08_resolve.ipynb#5d0cb1d5 04f17ea4
/** Refuses a choice for a cell that is in no conflict. @internal */
export function checkChoices(choices: ConflictChoices, groups: Map<string, unknown>, path: string | undefined): void {
  for (const id of Object.keys(choices.cells ?? {})) {
    if (groups.has(id)) continue;
    const near = suggest(id, [...groups.keys()]);
    throw new OctavoError('merge-unknown-cell', `${path ?? 'the notebook'} has no conflict in a cell "${id}"`, {
      where: { notebook: path },
      hint: near ? `did you mean ${near}?` : `octavo resolve ${shellWord(path ?? 'NOTEBOOK')}   (lists the conflicts)`,
    });
  }
}

// %% notebooks/20_notebook/20_merge/08_resolve.ipynb#5d0c320d 07a5f6bc
/** Settles conflicts of a notebook file, which is written only when something changed. Throws what `readNotebook`, `resolveConflicts` and `writeNotebook` throw. */
export async function resolveFile(
  path: string,
  choices: ConflictChoices = {},
  options: { dryRun?: boolean | undefined } = {},
  host: Host = nodeHost,
): Promise<ConflictResolution & { written: boolean }> {
  const before = await readNotebook(path, host);
  const resolution = resolveConflicts(before, choices);
  const written = resolution.notebook !== before && !options.dryRun;
  if (written) await writeNotebook(path, resolution.notebook, host);
  return { ...resolution, written };
}
