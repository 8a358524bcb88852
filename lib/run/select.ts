// Generated from notebooks/40_run/18_select.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 40260003 40260005 40260006 40260009 4026000a

// %% notebooks/40_run/18_select.ipynb#40260003 0809fa87
import { OctavoError, shellWord, suggest } from '../errors/index.ts';
import { type Cell, cellTags, hasTag, type Notebook } from '../notebook/index.ts';
import type { JsonObject } from '../notebook/json/index.ts';
import { isSkipped } from './metadata.ts';
import type { CellSelection } from './run-options.ts';

// %% notebooks/40_run/18_select.ipynb#40260005 f6435c55
/**
 * The position of the cell that a word names: an id, a number such as `3` or `[3]`, or the beginning of one id. Throws
 * `run-cell-unknown`.
 */
export function findCell(
  notebook: Notebook,
  word: string,
  option: string, // for the message: `--from-cell`
): number {
  const { cells } = notebook;
  const exact = cells.flatMap(({ id }, position) => (id === word ? [position] : []));
  if (exact.length === 1) return exact[0] as number;
  const numbered = cells.flatMap((cell, position) => (canRun(cell) ? [position] : []));
  const number = /^(\d{1,6})$|^\[(\d{1,6})\]$/.exec(word);
  const byNumber = number && exact.length === 0 ? numbered[Number(number[1] ?? number[2]) - 1] : undefined;
  if (byNumber !== undefined) return byNumber;
  const begun = cells.flatMap(({ id }, position) => (word !== '' && id.startsWith(word) ? [position] : []));
  if (begun.length === 1) return begun[0] as number;
  throw cellUnknown(notebook, word, option, begun.length, numbered);
}

// %% notebooks/40_run/18_select.ipynb#40260006 3d9173ad
/** Whether a cell has something that a kernel could run. @internal */
export function canRun(cell: Cell): boolean {
  return cell.kind === 'code' && cell.source.trim() !== '';
}

/** No cell is meant by a word, or more than one. @internal */
export function cellUnknown(
  notebook: Notebook,
  word: string,
  option: string,
  matches: number,
  numbered: number[],
): OctavoError {
  const ids = notebook.cells.map(({ id }) => id);
  const near = suggest(word, ids) ?? ids[numbered[0] ?? 0];
  const what = matches > 1 ? `${matches} cells have an id that begins with "${word}"` : `No cell is called "${word}"`;
  const range = numbered.length === 0 ? 'there is no code cell' : `code cells are numbered 1 to ${numbered.length}`;
  return new OctavoError('run-cell-unknown', `${what} (${option}): ${range}`, {
    where: { notebook: notebook.path },
    hint:
      near === undefined
        ? `octavo text show ${shellWord(notebook.path ?? 'NOTEBOOK')}   (tags of all cells)`
        : `${option} ${shellWord(near)}`,
  });
}

// %% notebooks/40_run/18_select.ipynb#40260009 58243f45
/** The code cells that are left out, by position, and those of them that come before the first one chosen by `fromCell`. */
export interface LeftOut {
  positions: ReadonlySet<number>;
  resumedAt: number; // position of the cell that `fromCell` names, else 0: what comes before has been run earlier
  selected?: JsonObject; // what was asked for, for the metadata of the notebook; only when something is left out
}

/** Which code cells of a notebook do not run. Throws `run-cell-unknown`, `run-tag-unknown` and `run-nothing-selected`. */
export function leftOutCells(notebook: Notebook, selection: CellSelection = {}): LeftOut {
  const { cells } = notebook;
  const { fromCell, toCell, tags = [], skipTags = [] } = selection;
  const first = fromCell === undefined ? 0 : findCell(notebook, fromCell, '--from-cell');
  const last = toCell === undefined ? cells.length - 1 : findCell(notebook, toCell, '--to-cell');
  for (const tag of tags) requireTag(notebook, tag, '--tag');
  for (const tag of skipTags) requireTag(notebook, tag, '--skip-tag');
  const isChosen = (cell: Cell, position: number) =>
    position >= first &&
    position <= last &&
    (tags.length === 0 || tags.some((tag) => hasTag(cell, tag))) &&
    !skipTags.some((tag) => hasTag(cell, tag));
  const isAsked = fromCell !== undefined || toCell !== undefined || tags.length > 0 || skipTags.length > 0;
  const isWork = (cell: Cell, position: number) => canRun(cell) && !isSkipped(cell) && isChosen(cell, position);
  if (isAsked && !cells.some(isWork)) throw nothingSelected(notebook, selection, first > last);
  const leftOut = cells.flatMap((cell, position) =>
    canRun(cell) && !givesParameters(cell) && !isChosen(cell, position) ? [position] : [],
  );
  if (leftOut.length === 0) return { positions: new Set(), resumedAt: 0 };
  return { positions: new Set(leftOut), resumedAt: first, selected: shownSelection(selection) };
}

// %% notebooks/40_run/18_select.ipynb#4026000a 7b53651f
/** What was asked for, with the names of the command line. */
function shownSelection({ fromCell, toCell, tags = [], skipTags = [] }: CellSelection): JsonObject {
  return {
    ...(fromCell === undefined ? {} : { from_cell: fromCell }),
    ...(toCell === undefined ? {} : { to_cell: toCell }),
    ...(tags.length === 0 ? {} : { tags }),
    ...(skipTags.length === 0 ? {} : { skip_tags: skipTags }),
  };
}

/** Whether a cell holds the values that all others may need. @internal */
export function givesParameters(cell: Cell): boolean {
  return hasTag(cell, 'parameters') || hasTag(cell, 'injected-parameters');
}

/** Throws `run-tag-unknown` when no cell has a tag. @internal */
export function requireTag(notebook: Notebook, tag: string, option: string): void {
  const known = [...new Set(notebook.cells.flatMap(cellTags))];
  if (known.includes(tag)) return;
  const there = known.length === 0 ? 'no cell has a tag' : `there are: ${known.join(', ')}`;
  const near = suggest(tag, known);
  throw new OctavoError('run-tag-unknown', `No cell has the tag "${tag}" (${option}); ${there}`, {
    where: { notebook: notebook.path },
    hint:
      near === undefined
        ? `octavo text show ${shellWord(notebook.path ?? 'NOTEBOOK')}   (tags of all cells)`
        : `${option} ${shellWord(near)}`,
  });
}

/** Nothing is left to run. @internal */
export function nothingSelected(notebook: Notebook, selection: CellSelection, isReversed: boolean): OctavoError {
  const { fromCell, toCell } = selection;
  const reason = isReversed
    ? `cell ${fromCell} (--from-cell) comes behind cell ${toCell} (--to-cell)`
    : 'no code cell that has something to run fits what was asked for';
  return new OctavoError('run-nothing-selected', `Nothing is left to run: ${reason}`, {
    where: { notebook: notebook.path },
    hint: `octavo text show ${shellWord(notebook.path ?? 'NOTEBOOK')}   (ids and tags of all cells)`,
  });
}
