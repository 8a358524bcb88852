// Generated from notebooks/30_library/15_export_plan.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 30b60003 30b60004 30b60006 30b60008

// %% notebooks/30_library/15_export_plan.ipynb#30b60003 ebf9653b
import { posix } from 'node:path';
import type { OctavoError } from '../errors/index.ts';
import { type Host, nodeHost, type Project } from '../host/index.ts';
import { isGenerated, parseModule } from './blocks.ts';
import { joinCollected } from './collect.ts';
import { compareBlocks, type Drift } from './drift.ts';
import { libraryProblem } from './errors.ts';
import type { LibraryModule } from './module.ts';
import { isConflictOfExports } from './git-conflict.ts';
import { checkModule } from './module-checks.ts';
import { compareLibrary, type LibraryChange, makeLibrary } from './plan.ts';
import { modulesOf, scopedIndex } from './scope.ts';
import { type LibraryState, readState } from './state.ts';

// %% notebooks/30_library/15_export_plan.ipynb#30b60004 aad8c756
/** What an export would do. With any problem nothing may be written. */
export interface ExportPlan {
  changes: LibraryChange[]; // sorted by path
  problems: OctavoError[];
  warnings: OctavoError[];
  drift: Drift[]; // where modules differ from what the notebooks export, and on whose side
  notebooks: number; // read
  files: number; // modules and indexes that the notebooks make
}

/** What an export is to do. */
export interface ExportChoice {
  only?: string[] | undefined; // notebooks, modules or folders, from the root; all without it
  overwrite?: boolean | undefined; // throw away what was edited by hand in modules
}

/** Works out what an export of a project changes. Throws `library-no-notebooks`, `library-no-such-file`. */
export async function planExport(
  project: Project,
  host: Host = nodeHost,
  choice: ExportChoice = {},
): Promise<ExportPlan> {
  return planExportOf(await readState(project, host), choice);
}

/** Works out what an export changes in a project that was read already. Throws `library-no-such-file`. */
export function planExportOf(state: LibraryState, choice: ExportChoice = {}): ExportPlan {
  const { files, problems, warnings, scope } = libraryOf(state, choice.only);
  const drift = driftOf(files, state, scope);
  const lost = choice.overwrite ? [] : _lostEdits(files, state, drift, scope);
  const all = [...problems, ...lost];
  const changes = all.length > 0 ? [] : libraryChanges(files, state, scope);
  return { changes, problems: all, warnings, drift, notebooks: state.notebooks.size, files: files.size };
}

// %% notebooks/30_library/15_export_plan.ipynb#30b60006 6211095d
/** The files that the notebooks make, with what is wrong in a scope. @internal */
export function libraryOf(state: LibraryState, only: string[] | undefined) {
  const { project, exports, library, made } = state;
  const collected = joinCollected([...state.notebooks.values()].map((one) => one.collected));
  const own = { name: project.name, exports };
  const unread = new Set(
    [...state.notebooks].filter(([, one]) => !one.notebook && one.collected.problems.length > 0).map(([path]) => path),
  );
  const { files, problems } = makeLibrary(collected, { lib: project.lib, own, onDisk: library, made, unread });
  const scope = only && modulesOf(only, files, state);
  const inScope = new Set<string | undefined>([undefined, ...(only ?? []).map((path) => path.replace(/#.*/, ''))]);
  for (const file of scope ?? []) {
    inScope.add(files.get(file)?.notebook);
    const old = parseModule(library.get(file) ?? '')?.blocks ?? []; // a notebook that cannot be read may have cells there
    for (const block of [...(files.get(file)?.blocks ?? []), ...old]) inScope.add(block.notebook);
  }
  const mine = ({ where }: OctavoError) => !scope || inScope.has(where?.notebook);
  return { files, problems: problems.filter(mine), warnings: collected.warnings.filter(mine), scope };
}

/** The differences of all modules, or of those in a scope. Modules that cannot be made have none. @internal */
export function driftOf(files: Map<string, LibraryModule>, state: LibraryState, scope?: Set<string>): Drift[] {
  return [...state.library]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([file, text]) => {
      const made = files.get(file);
      if ((scope && !scope.has(file)) || made?.text === text || (made && made.problems.length > 0)) return [];
      if (posix.basename(file) === 'index.ts' || isConflictOfExports(text, made?.blocks ?? [])) return [];
      const old = parseModule(text);
      return old ? compareBlocks(file, made ?? { notebook: old.notebook, blocks: [] }, old) : [];
    });
}

/** What is to be written of a library, or of the modules in a scope and their indexes. @internal */
export function libraryChanges(
  files: Map<string, LibraryModule>,
  state: LibraryState,
  scope?: Set<string>,
): LibraryChange[] {
  if (!scope) return compareLibrary(files, state.library);
  const indexes = new Set([...scope].map((file) => `${posix.dirname(file)}/index.ts`));
  const wanted = new Map([...files].filter(([file]) => scope.has(file) || indexes.has(file)));
  for (const [file, index] of wanted)
    if (indexes.has(file))
      wanted.set(file, { ...index, text: scopedIndex(index.text, state.library.get(file), scope) });
  const onDisk = new Map([...state.library].filter(([file]) => scope.has(file) || indexes.has(file)));
  return compareLibrary(wanted, onDisk);
}

// %% notebooks/30_library/15_export_plan.ipynb#30b60008 f4a35332
function _lostEdits(
  files: Map<string, LibraryModule>,
  state: LibraryState,
  drift: Drift[],
  scope: Set<string> | undefined,
): OctavoError[] {
  const folders = scope && new Set([...scope].map((file) => posix.dirname(file)));
  const isMeant = (file: string) =>
    !scope || scope.has(file) || (posix.basename(file) === 'index.ts' && folders?.has(posix.dirname(file)));
  const checked = [...state.library]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([file, text]) => {
      if (text === files.get(file)?.text || !isMeant(file) || !isGenerated(text)) return [];
      return checkModule(file, text, files.get(file));
    });
  const broken = new Set(checked.map((problem) => problem.where?.notebook));
  const edited = drift.filter((one) => one.side !== 'notebook' && !broken.has(one.module));
  return [...checked, ...edited.map(_edited)];
}

function _edited({ module, notebook, cell, line, change, side, unknown, texts }: Drift): OctavoError {
  const place = line === undefined ? module : `${module}:${line}`;
  const isConflict = change === 'edited' && side === 'both';
  const what = {
    edited: unknown
      ? `differs from ${place}, which does not say what was exported`
      : isConflict
        ? `the cell and ${place} were both edited`
        : `was edited in ${place}`,
    added: `${place} has a block that is not in the notebook`,
    removed:
      texts.notebook === undefined ? `was edited in ${place}, and is exported no more` : `was taken out of ${place}`,
    order: `the blocks were moved in ${module}`,
  }[change];
  const does = isConflict ? 'shows both, and takes the one that you name' : 'brings it to the notebook';
  const hint = `octavo update   (${does}; octavo export --overwrite throws it away)`;
  return libraryProblem('library-module-edited', what, { notebook, cell: change === 'added' ? undefined : cell }, hint);
}
