// Generated from notebooks/30_library/10_collect.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 30aa0003 30aa0005 30aa0007 30aa0008 30aa000a 30aa000d

// %% notebooks/30_library/10_collect.ipynb#30aa0003 7dbf0344
import { posix } from 'node:path';
import { formatWhere, isOctavoError, OctavoError } from '../errors/index.ts';
import { type Host, nodeHost } from '../host/index.ts';
import {
  type Cell,
  misspeltDirective,
  type Notebook,
  notebookLanguage,
  parseDirectives,
  parseNotebook,
  sourceWithoutDirectives,
} from '../notebook/index.ts';
import { libraryProblem } from './errors.ts';

// %% notebooks/30_library/10_collect.ipynb#30aa0005 52947650
/** The notebooks below a folder of a project, as paths from its root with `/`, sorted. Throws `library-no-notebooks` when the folder is missing. */
export async function findNotebooks(root: string, folder: string, host: Host = nodeHost): Promise<string[]> {
  if ((await host.files.kind(posix.join(root, folder))) !== 'folder') {
    const hint = `mkdir ${folder}, or set "octavo": { "notebooks": "…" } in package.json`;
    throw libraryProblem('library-no-notebooks', `There is no folder ${folder} in ${root}`, {}, hint);
  }
  const names = (await host.files.list(posix.join(root, folder))).filter((name) => !/^\.|^node_modules$/.test(name));
  const found = names.map(async (name) => {
    const path = posix.join(folder, name);
    if (name.endsWith('.ipynb')) return [path];
    const isFolder = (await host.files.kind(posix.join(root, path))) === 'folder';
    return isFolder ? findNotebooks(root, path, host) : [];
  });
  return (await Promise.all(found)).flat().sort();
}

// %% notebooks/30_library/10_collect.ipynb#30aa0007 8a00e3a7
/** A cell that goes into a module. */
export interface ExportedCell {
  notebook: string; // path from the project's root
  id: string;
  module: string; // as `library/collect`
  internal: boolean; // `//| exporti`
  source: string; // as in the notebook, with `\n` for line ends
  codeStart: number; // offset below the directive lines
}

/** What one notebook, or all of them, give to the library. */
export interface Collected {
  owners: Map<string, string>; // module -> the notebook whose `default_exp` it is
  cells: ExportedCell[];
  problems: OctavoError[];
}

/** The exported cells of a notebook. One that exports nothing gives nothing, whatever its language. */
export function collectNotebook(notebook: Notebook, path: string): Collected {
  const collected: Collected = { owners: new Map(), cells: [], problems: [] };
  collected.problems.push(...notebook.cells.flatMap((cell) => _misspeltDirectives(cell, path)));
  const own = _ownModule(notebook, path, collected);
  for (const cell of notebook.cells) {
    const directive = parseDirectives(cell).find((one) => /^export[is]?$/.test(one.name));
    if (!directive) continue;
    const module = directive.value || own;
    const where = { notebook: path, cell: cell.id, line: directive.line };
    const problem = module === undefined ? _noTarget(where) : _refuseTarget(module, where);
    if (problem && !directive.value && own !== undefined) continue; // said of its default_exp already
    if (problem) collected.problems.push(problem);
    else collected.cells.push(_exportedCell(cell, path, module as string, directive.name === 'exporti'));
  }
  if (collected.cells.length > 0) collected.problems.unshift(..._refuseNotebook(notebook, path, collected.cells));
  return collected;
}

// %% notebooks/30_library/10_collect.ipynb#30aa0008 70d649b9
function _ownModule(notebook: Notebook, path: string, collected: Collected): string | undefined {
  let own: string | undefined;
  for (const cell of notebook.cells) {
    for (const { name, value, line } of parseDirectives(cell)) {
      if (name !== 'default_exp') continue;
      const where = { notebook: path, cell: cell.id, line };
      const hint = `keep one of "${own}" and "${value}": a notebook is one module`;
      const refused =
        own === undefined
          ? _refuseTarget(value, where)
          : libraryProblem('library-two-targets', `a second default_exp`, where, hint);
      if (refused) collected.problems.push(refused);
      own ??= value;
    }
  }
  if (own !== undefined) collected.owners.set(own, path);
  return own;
}

function _exportedCell(cell: Cell, notebook: string, module: string, internal: boolean): ExportedCell {
  const source = cell.source.replaceAll('\r\n', '\n');
  const codeStart = source.length - sourceWithoutDirectives({ kind: cell.kind, source }).length;
  return { notebook, id: cell.id, module, internal, source, codeStart };
}

function _misspeltDirectives(cell: Cell, path: string): OctavoError[] {
  return parseDirectives(cell).flatMap(({ name, line }) => {
    const meant = misspeltDirective(name);
    if (meant === undefined) return [];
    const [where, hint] = [{ notebook: path, cell: cell.id, line }, `did you mean ${meant}?`];
    return libraryProblem('library-misspelt-directive', `there is no directive ${name}`, where, hint);
  });
}

// %% notebooks/30_library/10_collect.ipynb#30aa000a 67570275
function _noTarget(where: OctavoError['where']): OctavoError {
  const hint = 'add a cell with: //| default_exp folder/module';
  return libraryProblem(
    'library-no-target',
    'the cell is exported, but the notebook has no default_exp',
    where ?? {},
    hint,
  );
}

function _refuseTarget(module: string, where: OctavoError['where']): OctavoError | undefined {
  const segments = module.split('/');
  const named = segments.every((segment) => /^\w[\w-]*(\.\w[\w-]*)*$/.test(segment));
  if (named && segments.at(-1) !== 'index' && !/\.[cm]?[jt]s$/.test(module)) return undefined;
  const hint =
    'write folder/module, in letters, digits, "-" and "_", without an ending; "index" is the exporter\'s own';
  return libraryProblem('library-bad-target', `"${module}" cannot be the name of a module`, where ?? {}, hint);
}

function _refuseNotebook(notebook: Notebook, path: string, cells: ExportedCell[]): OctavoError[] {
  const problems: OctavoError[] = [];
  const language = notebookLanguage(notebook);
  if (language !== 'typescript') {
    const found = language === undefined ? 'does not say its language' : `is in ${language}`;
    const hint = `choose the kernel TypeScript (Octavo) for ${path}, or remove its export directives`;
    problems.push(
      libraryProblem('library-not-typescript', `the notebook exports cells, but ${found}`, { notebook: path }, hint),
    );
  }
  if (notebook.nbformat === 4 && notebook.nbformatMinor < 5) {
    const what = `the notebook is of format 4.${notebook.nbformatMinor}, which has no cell ids`;
    return [...problems, libraryProblem('library-no-cell-id', what, { notebook: path }, 'save it in JupyterLab 4')];
  }
  const repeated = cells.filter((cell, index) => cells.findIndex((one) => one.id === cell.id) !== index);
  return [
    ...problems,
    ...repeated.map((cell) =>
      libraryProblem('library-no-cell-id', 'two exported cells have this id', { notebook: path, cell: cell.id }),
    ),
  ];
}

// %% notebooks/30_library/10_collect.ipynb#30aa000d 9d96baa3
/** Reads all notebooks of a project and collects their exported cells, in the order of their modules' text. */
export async function collectProject(
  project: { root: string; notebooks: string },
  host: Host = nodeHost,
): Promise<Collected & { notebooks: string[] }> {
  const notebooks = await findNotebooks(project.root, project.notebooks, host);
  const read = notebooks.map(async (path): Promise<Collected> => {
    try {
      const text = await host.files.readText(posix.join(project.root, path));
      return collectNotebook(parseNotebook(text, { path }), path);
    } catch (error) {
      if (!isOctavoError(error)) throw error;
      return { owners: new Map(), cells: [], problems: [_inNotebook(error, path)] };
    }
  });
  return { ...joinCollected(await Promise.all(read)), notebooks };
}

/** What is wrong with a directive is found without knowing the notebook. */
function _inNotebook(error: OctavoError, path: string): OctavoError {
  if (error.message.includes(path)) return error;
  const { code, message, hint, cause } = error;
  const where = { ...error.where, notebook: path };
  return new OctavoError(code, `${formatWhere(where)}: ${message}`, { where, hint, cause });
}

/** Joins what several notebooks give, in the order of the notebooks. */
export function joinCollected(all: Collected[]): Collected {
  const owners = new Map<string, string>();
  const problems = all.flatMap((one) => one.problems);
  for (const [module, notebook] of all.flatMap((one) => [...one.owners])) {
    const first = owners.get(module);
    const hint = 'one notebook is one module: rename one, or send its cells with //| export folder/module';
    if (first === undefined) owners.set(module, notebook);
    else
      problems.push(
        libraryProblem('library-shared-target', `"${module}" is already the module of ${first}`, { notebook }, hint),
      );
  }
  const cells = all.flatMap((one) => one.cells);
  for (const { module, notebook, id } of cells.filter((cell) => !owners.has(cell.module))) {
    const hint = `add a notebook with: //| default_exp ${module}`;
    problems.push(
      libraryProblem(
        'library-unowned-target',
        `no notebook owns the module "${module}"`,
        { notebook, cell: id, line: 1 },
        hint,
      ),
    );
  }
  const [ownCells, sent] = [
    cells.filter((cell) => owners.get(cell.module) === cell.notebook),
    cells.filter((cell) => owners.get(cell.module) !== cell.notebook),
  ];
  return { owners, cells: [...ownCells, ...sent], problems };
}
