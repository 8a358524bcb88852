// Generated from notebooks/30_library/19_update/06_plan_update.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 30be0003 30be0004 30be0006 30be0007

// %% notebooks/30_library/19_update/06_plan_update.ipynb#30be0003 d9d8462c
import { posix } from 'node:path';
import { type OctavoError, shellWord } from '../../errors/index.ts';
import { collectNotebook, testFlags } from '../collect.ts';
import type { Drift } from '../drift.ts';
import { libraryProblem } from '../errors.ts';
import { driftOf, libraryChanges, libraryOf } from '../export-plan.ts';
import type { LibraryModule } from '../module.ts';
import { checkModule, syntaxProblems } from '../module-checks.ts';
import type { LibraryChange } from '../plan.ts';
import type { LibraryState } from '../state.ts';
import { decide, type KeepChoice, type Refusal } from './update-choices.ts';
import { type CellDraft, draftCells, isExported, notebooksOf } from './cell-drafts.ts';
import { formatNotebook } from '../../notebook/index.ts';

// %% notebooks/30_library/19_update/06_plan_update.ipynb#30be0004 b313c189
/** What an update does to a cell. */
export interface CellUpdate {
  notebook: string;
  cell: string | undefined; // undefined for the order of a module's cells
  action: CellDraft['action'];
  module: string; // file
  line?: number | undefined; // in the module as it is now
  exported?: true; // declarations are exported from now on that had no such word in the module
}

/** What an update would do. With anything refused or wrong nothing may be written. */
export interface UpdatePlan {
  updates: CellUpdate[];
  notebooks: { path: string; text: string }[]; // that change
  changes: LibraryChange[]; // of the library, also those of cells that only the notebook changed
  refused: Refusal[];
  problems: OctavoError[];
}

/** What an update is to do. */
export interface UpdateChoice {
  only?: string[] | undefined; // notebooks, modules or folders, from the root; `#cell` behind one is for `keep`
  keep?: 'module' | 'notebook' | undefined; // the side that wins where one has to be chosen
}

// %% notebooks/30_library/19_update/06_plan_update.ipynb#30be0006 5c196e03
/** Works out what an update changes in a project that was read. Throws `library-no-such-file`. */
export function planUpdateOf(state: LibraryState, choice: UpdateChoice = {}): UpdatePlan {
  const none = { updates: [], notebooks: [], changes: [], refused: [], problems: [] };
  const now = libraryOf(state, choice.only);
  const all = driftOf(now.files, state);
  const drift = all.filter((one) => !now.scope || now.scope.has(one.module) || _isPartner(one, all, now.scope));
  const problems = [..._unreadable(state, now.files, drift, now.scope), ...now.problems];
  if (problems.length > 0) return { ...none, problems };
  const cells = (choice.only ?? []).filter((path) => path.includes('#'));
  const { decisions, refused } = decide(
    drift,
    now.files,
    choice.keep && ({ side: choice.keep, cells } satisfies KeepChoice),
  );
  if (refused.length > 0) return { ...none, refused };
  const only = choice.only && [...choice.only, ...decisions.map((one) => one.drift.module)];
  const drafts = draftCells(decisions, now.files, state);
  for (;;) {
    const drafted = notebooksOf(drafts, state);
    const flags = testFlags(state.project);
    const notebooks = new Map(state.notebooks);
    for (const [path, notebook] of drafted)
      notebooks.set(path, { notebook, collected: collectNotebook(notebook, path, flags) });
    const then = libraryOf({ ...state, notebooks }, only);
    const failing = drafts.filter((draft) => !isExported(draft, then.files));
    if (failing.length === 0) {
      if (then.problems.length > 0) return { ...none, problems: then.problems };
      const texts = [...drafted].map(([path, notebook]) => ({ path, text: formatNotebook(notebook) }));
      const changes = libraryChanges(then.files, state, then.scope);
      return { ...none, updates: drafts.map(_updateOf), notebooks: texts, changes };
    }
    for (const draft of failing) draft.attempt++;
    const hopeless = failing.filter((draft) => draft.attempt >= draft.sources.length);
    if (hopeless.length > 0) return { ...none, ..._hopeless(hopeless, then.problems) };
  }
}

function _updateOf({ action, notebook, cell, drift, ...draft }: CellDraft): CellUpdate {
  const exported = draft.marksMayDiffer !== undefined && draft.attempt === draft.sources.length - 1;
  const id = action === 'order' ? undefined : cell;
  const update: CellUpdate = { notebook, cell: id, action, module: drift.module, line: drift.line };
  return exported ? { ...update, exported } : update;
}

/** Whether a difference is the other end of a move between two modules, one of them in the scope. */
function _isPartner(drift: Drift, all: Drift[], scope: Set<string>): boolean {
  if (drift.cell === undefined) return false;
  return all.some(
    (one) => scope.has(one.module) && one.cell === drift.cell && one.notebook === drift.notebook && one !== drift,
  );
}

// %% notebooks/30_library/19_update/06_plan_update.ipynb#30be0007 ba53001e
/** What is wrong with the modules that differ. */
function _unreadable(
  state: LibraryState,
  files: Map<string, LibraryModule>,
  drift: Drift[],
  scope: Set<string> | undefined,
): OctavoError[] {
  const edited = new Set(drift.filter((one) => one.side !== 'notebook').map((one) => one.module));
  return [...state.library]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([file, text]) => {
      const isIndex = posix.basename(file) === 'index.ts';
      const mine =
        !scope || scope.has(file) || (isIndex && [...scope].some((one) => posix.dirname(one) === posix.dirname(file)));
      if (!mine || text === files.get(file)?.text) return [];
      const found = checkModule(file, text, files.get(file));
      return found.length === 0 && edited.has(file) ? syntaxProblems(file, text) : found;
    });
}

/** No source gives the text: with the problems of the last one, if it has any. */
function _hopeless(drafts: CellDraft[], problems: OctavoError[]): Pick<UpdatePlan, 'refused' | 'problems'> {
  const own = problems.filter(({ where }) =>
    drafts.some((draft) => draft.notebook === where?.notebook && draft.cell === where.cell),
  );
  if (own.length > 0) return { refused: [], problems: own };
  const refused = drafts.map(({ drift, notebook, cell, exported }): Refusal => {
    const what = `no cell would export the text of ${drift.module}:${drift.line}`;
    const hint = `begin its name with _ to take it out of the library; or: octavo update --keep notebook ${shellWord(`${notebook}#${cell}`)}`;
    const problem = libraryProblem('library-not-brought-back', what, { notebook, cell }, hint);
    return {
      problem,
      drift: { ...drift, texts: { ...drift.texts, notebook: exported ?? drift.texts.notebook ?? '' } },
    };
  });
  return { refused, problems: [] };
}
