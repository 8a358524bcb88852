// Generated from notebooks/20_notebook/20_merge/01_conflict.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 5d0c2603 5d0c2605 5d0c2606 5d0c2608 5d0c033a 5d0c260e 5d0c260b

// %% notebooks/20_notebook/20_merge/01_conflict.ipynb#5d0c2603 9914ac93
import { createHash } from 'node:crypto';
import { OctavoError, shellWord } from '../../errors/index.ts';
import { type Cell, markdownCell } from '../cell.ts';
import { isJsonObject } from '../json/json.ts';
import { type Notebook, word } from '../notebook.ts';

// %% notebooks/20_notebook/20_merge/01_conflict.ipynb#5d0c2605 e4c7e4e0
/** One of two sides that are merged. */
export type MergeSide = 'ours' | 'theirs';

/** What a cell of a conflict is: one of the three marks, or a version. */
export type ConflictPart = 'start' | 'middle' | 'end' | MergeSide;

/** How the two sides of a merge are called: a branch, a commit. */
export interface MergeLabels {
  ours?: string | undefined;
  theirs?: string | undefined;
}

// %% notebooks/20_notebook/20_merge/01_conflict.ipynb#5d0c2606 0bfe1227
/** What stands in the metadata of a cell of a conflict. @internal */
export interface ConflictNote {
  id: string; // that the cell had
  part: ConflictPart;
}

/** The parts that are marks. @internal */
export const conflictMarks: ReadonlySet<string> = new Set(['start', 'middle', 'end']);

/** What a cell says of the conflict that it belongs to; undefined when it belongs to none. @internal */
export function conflictNote(cell: Cell): ConflictNote | undefined {
  const note = isJsonObject(cell.metadata.octavo) ? cell.metadata.octavo.conflict : undefined;
  const [id, part] = [word(note, 'id'), word(note, 'part')];
  const isPart = part === 'ours' || part === 'theirs' || (part !== undefined && conflictMarks.has(part));
  return id !== undefined && isPart ? { id, part: part as ConflictPart } : undefined;
}

/** The cell, as a part of a conflict. @internal */
export function withConflictNote(cell: Cell, note: ConflictNote): Cell {
  const octavo = isJsonObject(cell.metadata.octavo) ? cell.metadata.octavo : {};
  return { ...cell, metadata: { ...cell.metadata, octavo: { ...octavo, conflict: { ...note } } } };
}

/** The cell, as a part of no conflict. @internal */
export function withoutConflictNote(cell: Cell): Cell {
  if (!isJsonObject(cell.metadata.octavo)) return cell;
  const { conflict: _, ...octavo } = cell.metadata.octavo;
  const { octavo: __, ...metadata } = cell.metadata;
  return { ...cell, metadata: Object.keys(octavo).length === 0 ? metadata : { ...metadata, octavo } };
}

// %% notebooks/20_notebook/20_merge/01_conflict.ipynb#5d0c2608 cf238927
/** Both versions of a cell; undefined where a side removed it. @internal */
export interface CellConflict {
  id: string;
  ours: Cell | undefined;
  theirs: Cell | undefined;
}

/** The cells of a conflict. `taken` are the ids of the notebook; those of the new cells are added. @internal */
export function conflictCells(conflict: CellConflict, labels: MergeLabels, taken: Set<string>, markSize = 7): Cell[] {
  const { id, ours, theirs } = conflict;
  const text = JSON.stringify([id, ours?.source, theirs?.source]);
  const mark = (part: ConflictPart, source: string) =>
    withConflictNote(markdownCell(source, { id: freshId(`${part} ${text}`, taken) }), { id, part });
  const named = (side: MergeSide) => side + (labels[side] ? ` (${labels[side]})` : '');
  const [open, middle, close] = ['<', '=', '>'].map((sign) => sign.repeat(markSize));
  const versions: (Cell | undefined)[] = [
    ours && withConflictNote({ ...ours, id }, { id, part: 'ours' }),
    theirs && withConflictNote({ ...theirs, id: ours ? freshId(`theirs ${text}`, taken) : id }, { id, part: 'theirs' }),
  ];
  return [
    mark('start', `\`${open} ${named('ours')}\`\n\n${explanation(conflict)}`),
    versions[0],
    mark('middle', `\`${middle}\``),
    versions[1],
    mark('end', `\`${close} ${named('theirs')}\``),
  ].filter((cell) => cell !== undefined);
}

// %% notebooks/20_notebook/20_merge/01_conflict.ipynb#5d0c033a 75c1db94
/** What a person reads above a conflict. @internal */
export function explanation({ ours, theirs }: CellConflict): string {
  const how = 'then delete the three cells with the marks, save, and type `octavo resolve` with this notebook';
  if (ours && theirs) return `Both sides edited this cell. Keep one version, or make one of both; ${how}.`;
  const [editor, remover] = ours ? ['ours', 'theirs'] : ['theirs', 'ours'];
  return `The cell was edited in ${editor} and removed in ${remover}. Keep it or delete it; ${how}.`;
}

/** An id made of a text, other than those that are taken. @internal */
export function freshId(text: string, taken: Set<string>): string {
  for (let attempt = 0; ; attempt++) {
    const id = createHash('sha256').update(`${attempt} ${text}`).digest('hex').slice(0, 8);
    if (taken.has(id)) continue;
    taken.add(id);
    return id;
  }
}

// %% notebooks/20_notebook/20_merge/01_conflict.ipynb#5d0c260e 4935aaae
/** The part that a markdown cell is by its first line alone. @internal */
export function markOf(cell: Cell): 'start' | 'middle' | 'end' | undefined {
  if (cell.kind !== 'markdown') return undefined;
  const [, sign] = /^`?(<|=|>)\1{6,}(?: [^\n]*)?`?(?:\n|$)/.exec(cell.source) ?? [];
  return sign === '<' ? 'start' : sign === '=' ? 'middle' : sign === '>' ? 'end' : undefined;
}

/** The cells, where conflicts that only marks tell of have notes as well; the very cells when there are none. @internal */
export function adoptMarks(cells: Cell[]): Cell[] {
  const adopted = [...cells];
  for (let start = 0; start < cells.length; start++) {
    if (!isBareMark(cells[start], 'start')) continue;
    const middle = cells.findIndex((cell, at) => at > start && isBareMark(cell, 'middle'));
    const end = cells.findIndex((cell, at) => at > middle && isBareMark(cell, 'end'));
    if (middle < 0 || end < 0) continue;
    const { id } = cells[start + 1 === middle ? middle + 1 : start + 1] as Cell;
    for (let at = start; at <= end; at++) {
      const part =
        at === start ? 'start' : at < middle ? 'ours' : at === middle ? 'middle' : at < end ? 'theirs' : 'end';
      adopted[at] = withConflictNote(cells[at] as Cell, { id, part });
    }
    start = end;
  }
  return adopted;
}

/** Tells whether a cell is a mark without a note. @internal */
export function isBareMark(cell: Cell | undefined, part: ConflictPart): boolean {
  return cell !== undefined && !conflictNote(cell) && markOf(cell) === part;
}

// %% notebooks/20_notebook/20_merge/01_conflict.ipynb#5d0c260b 37c45cdb
/** The ids of the cells that are in conflict: those with marks still there. */
export function conflictedCells(notebook: Notebook): string[] {
  const marks = adoptMarks(notebook.cells)
    .map(conflictNote)
    .filter((note) => note && conflictMarks.has(note.part));
  return [...new Set(marks.map((note) => note?.id as string))];
}

/** What is wrong with a notebook that holds conflicts of a merge; undefined when it holds none. */
export function conflictProblem(notebook: Notebook, path: string | undefined = notebook.path): OctavoError | undefined {
  const ids = conflictedCells(notebook);
  if (ids.length === 0) return undefined;
  const more = ids.length > 1 ? `, and so are ${ids.length - 1} more` : '';
  const name = `${path ? `${path} ` : ''}cell ${ids[0]}`;
  return new OctavoError('notebook-conflicted', `${name}: in conflict since a merge${more}`, {
    where: { notebook: path, cell: ids[0] },
    hint: `octavo resolve ${shellWord(path ?? 'NOTEBOOK')}`,
  });
}

/** Refuses a notebook that holds conflicts of a merge. Throws `notebook-conflicted`. */
export function refuseConflicts(notebook: Notebook, path: string | undefined = notebook.path): void {
  const problem = conflictProblem(notebook, path);
  if (problem) throw problem;
}
