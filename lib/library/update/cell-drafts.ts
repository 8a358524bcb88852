// Generated from notebooks/30_library/19_update/05_cell_drafts.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 30bf0003 30bf0004 30bf0006 30bf0008

// %% notebooks/30_library/19_update/05_cell_drafts.ipynb#30bf0003 d8f3de05
import { insertCell, orderCells, withDirectivesOf, withTarget } from './cell-places.ts';
import type { Drift } from '../drift.ts';
import type { LibraryModule, ModuleCell } from '../module.ts';
import { topLevelDeclarations } from '../source/declarations.ts';
import { parseSource } from '../source/parse.ts';
import type { LibraryState } from '../state.ts';
import type { Decision } from './update-choices.ts';
import { type BlockPlace, cellSources, knownSpecifiers, newCellSources, withoutMarks } from './way-back.ts';
import { codeCell, type Cell, newCellId, type Notebook } from '../../notebook/index.ts';
import { isJsonObject } from '../../notebook/json/index.ts';

// %% notebooks/30_library/19_update/05_cell_drafts.ipynb#30bf0004 fcad8dcf
/** One change of a notebook. @internal */
export interface CellDraft {
  action: Decision['action'];
  notebook: string;
  cell: string; // its id; '' for an order
  drift: Drift;
  sources: (() => string)[]; // to be tried in turn
  attempt: number; // which of them is tried
  text: string | undefined; // what an export must give; undefined for a cell that is not exported, and for an order
  after?: string | undefined; // id of the cell that a new one comes behind
  split: boolean; // a new one is a piece of that cell
  marksMayDiffer?: () => boolean; // whether the last source may export declarations that the module does not export
  exported?: string; // what the first source gave
}

/** What must be known of the other drafts to place a new cell. */
interface _Placing {
  ids: Map<string, string>; // the newest cell behind a block of a module
  edited: Map<string, Drift>; // by block of a module
}

function _keyOf({ module, notebook, cell }: Drift): string {
  return `${module} ${notebook}#${cell}`;
}

/** The drafts of all decisions, in the order of the modules. @internal */
export function draftCells(decisions: Decision[], files: Map<string, LibraryModule>, state: LibraryState): CellDraft[] {
  const placing = {
    ids: new Map<string, string>(),
    edited: new Map(decisions.map(({ drift }) => [_keyOf(drift), drift])),
  };
  return decisions.map((decision) => _draftOf(decision, files, state, placing));
}

function _draftOf(
  { action, drift, from }: Decision,
  files: Map<string, LibraryModule>,
  state: LibraryState,
  placing: _Placing,
): CellDraft {
  const { module: file, notebook, texts } = drift;
  const draft = { action, notebook, cell: drift.cell ?? '', drift, attempt: 0, split: false };
  if (action === 'order') return { ...draft, sources: [() => ''], text: undefined };
  const block = _blockOf(files.get(from?.module ?? file), notebook, draft.cell);
  const text = texts.module ?? '';
  if (action === 'unexport')
    return {
      ...draft,
      sources: [() => withTarget(_sourceOf(state, notebook, draft.cell), undefined)],
      text: undefined,
    };
  const place = _placeOf(file, files, state);
  if (block && (action === 'edit' || action === 'send')) {
    const exported = { text: block.text, place: from ? _placeOf(from.module, files, state) : place };
    const cell = action === 'edit' ? block.cell : _sentCell(block, _targetOf(file, notebook, files, state) ?? '');
    const sources = cellSources(cell, { exported, edited: { text, place } });
    return _withLastResort({ ...draft, sources, text }, block.text);
  }
  return _newDraft({ ...draft, text, sources: [] }, place, files, state, placing);
}

// %% notebooks/30_library/19_update/05_cell_drafts.ipynb#30bf0006 ea44a876
function _newDraft(
  draft: CellDraft,
  place: BlockPlace,
  files: Map<string, LibraryModule>,
  state: LibraryState,
  { ids, edited }: _Placing,
): CellDraft {
  const { drift, action } = draft;
  const [path, before] = _splitAddress(ids.get(`${drift.module} ${drift.after}`) ?? drift.after);
  const notebook = drift.cell === undefined && path !== undefined && state.notebooks.has(path) ? path : draft.notebook;
  const after = path === notebook ? before : undefined;
  const block = _blockOf(files.get(drift.module), notebook, after ?? '');
  const text = drift.texts.module ?? '';
  const module = _targetOf(drift.module, notebook, files, state);
  const internal = block?.cell.internal ?? false;
  const sources = newCellSources(text, place, { module, internal: internal || text.includes('@internal') });
  const cell = drift.cell ?? newCellId();
  ids.set(`${drift.module} ${drift.after}`, `${notebook}#${cell}`);
  const rest = edited.get(`${drift.module} ${drift.after}`)?.texts.module;
  const split = block !== undefined && rest !== undefined && _tookLines(block.text, rest, text);
  const old = action === 'recreate' ? _sourceOf(state, notebook, cell) : '';
  const full = sources.map(
    (source) => () => (old === '' ? source : withDirectivesOf(source, withTarget(old, module ?? ''))),
  );
  return _withLastResort({ ...draft, notebook, cell, sources: full, text, after, split }, undefined);
}

/** Whether a piece has a line that the block before it has lost. */
function _tookLines(before: string, after: string, piece: string): boolean {
  const [kept, taken] = [after, piece].map((text) => new Set(text.split('\n'))) as [Set<string>, Set<string>];
  return before.split('\n').some((line) => /\w/.test(line) && !kept.has(line) && taken.has(line));
}

/** As a last resort, declarations may become exported that the module does not export; but none the other way round. */
function _withLastResort(draft: CellDraft, exported: string | undefined): CellDraft {
  const marksMayDiffer = () => {
    const before = exported === undefined ? [] : _exportedNames(exported);
    const now = new Set(_exportedNames(draft.text ?? ''));
    return before.every((name) => now.has(name) || !_declares(draft.text ?? '', name));
  };
  return { ...draft, sources: [...draft.sources, draft.sources[0] as () => string], marksMayDiffer };
}

function _exportedNames(text: string): string[] {
  const declarations = topLevelDeclarations(parseSource(text).program).filter((one) => one.exported);
  return declarations.flatMap((one) => one.names.map(({ name }) => name));
}

function _declares(text: string, name: string): boolean {
  return topLevelDeclarations(parseSource(text).program).some((one) => one.names.some((other) => other.name === name));
}

function _placeOf(file: string, files: Map<string, LibraryModule>, { project, exports }: LibraryState): BlockPlace {
  return { file, own: { name: project.name, exports }, names: knownSpecifiers(files.get(file)?.blocks ?? []) };
}

/** What the directive of a cell says so that it goes to a module; undefined for the notebook's own. */
function _targetOf(
  file: string,
  notebook: string,
  files: Map<string, LibraryModule>,
  { project }: LibraryState,
): string | undefined {
  return files.get(file)?.notebook === notebook ? undefined : file.slice(project.lib.length + 1, -'.ts'.length);
}

function _sentCell({ cell }: ModuleCell, target: string): ModuleCell['cell'] {
  const source = withTarget(cell.source, target);
  return { ...cell, source, codeStart: cell.codeStart + source.length - cell.source.length };
}

function _blockOf(module: LibraryModule | undefined, notebook: string, id: string): ModuleCell | undefined {
  return module?.blocks.find((one) => one.notebook === notebook && one.id === id);
}

function _sourceOf(state: LibraryState, notebook: string, id: string): string {
  return state.notebooks.get(notebook)?.notebook?.cells.find((cell) => cell.id === id)?.source ?? '';
}

function _splitAddress(address: string | undefined): [string | undefined, string | undefined] {
  const at = address?.lastIndexOf('#') ?? -1;
  return address === undefined || at < 0 ? [undefined, undefined] : [address.slice(0, at), address.slice(at + 1)];
}

// %% notebooks/30_library/19_update/05_cell_drafts.ipynb#30bf0008 9b5dac9b
/** The notebooks that the drafts change, with their present attempts. @internal */
export function notebooksOf(drafts: CellDraft[], state: LibraryState): Map<string, Notebook> {
  const notebooks = new Map<string, Notebook>();
  for (const [path, mine] of Map.groupBy(drafts, (draft) => draft.notebook)) {
    const notebook = state.notebooks.get(path)?.notebook;
    if (!notebook) continue;
    let cells: Cell[] = notebook.cells;
    for (const { drift, action } of mine)
      if (action === 'order') cells = orderCells(cells, (drift.texts.module ?? '').split(' '));
    for (const draft of mine) {
      const source = draft.sources[draft.attempt]?.() ?? '';
      if (draft.action === 'order') continue;
      if (cells.some((cell) => cell.id === draft.cell))
        cells = cells.map((cell) => (cell.id === draft.cell ? _withSource(cell, source, draft.action) : cell));
      else
        cells = insertCell(
          cells,
          codeCell(source, { id: draft.cell }),
          draft as CellDraft & { after: string | undefined },
        );
    }
    notebooks.set(path, { ...notebook, cells });
  }
  return notebooks;
}

function _withSource(cell: Cell, source: string, action: CellDraft['action']): Cell {
  const text = cell.source.includes('\r\n') ? source.replace(/\r?\n/g, '\r\n') : source;
  const { nbdev } = cell.metadata;
  if (action !== 'unexport' || !isJsonObject(nbdev)) return { ...cell, source: text };
  const { export: _, exports: __, exporti: ___, ...rest } = nbdev; // a directive in the metadata exports as well
  return { ...cell, source: text, metadata: { ...cell.metadata, nbdev: rest } };
}

/** Whether an export gives the text that it must give. Keeps what it gave instead. @internal */
export function isExported(draft: CellDraft, files: Map<string, LibraryModule>): boolean {
  if (draft.text === undefined) return true;
  const found = _blockOf(files.get(draft.drift.module), draft.notebook, draft.cell)?.text.trim();
  draft.exported ??= found ?? '';
  if (found === draft.text) return true;
  const isLast = draft.attempt === draft.sources.length - 1;
  if (found === undefined || !isLast || !draft.marksMayDiffer?.()) return false;
  const [plain, wanted] = [found, draft.text].map((text) => withoutMarks(text, { internal: true }));
  return plain !== undefined && plain === wanted;
}
