// Generated from notebooks/30_library/04_collect.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 30aa0003 30aa0005 30aa0007 30aa0008 30aa000a 30aa000d

// %% notebooks/30_library/04_collect.ipynb#30aa0003 ac9a6c24
import { posix } from 'node:path';
import { formatWhere, isOctavoError, OctavoError, type Where } from '../errors/index.ts';
import { type Host, nodeHost } from '../host/index.ts';
import { commentCells, commentDirective } from './module-comment.ts';
import type { Cell } from '../notebook/cell.ts';
import { conflictProblem } from '../notebook/merge/conflict.ts';
import { directiveProblems, parseDirectives, sourceWithoutDirectives } from '../notebook/directives.ts';
import { readNotebook } from '../notebook/files.ts';
import { isJsonObject } from '../notebook/json/json.ts';
import { type Notebook, notebookLanguage } from '../notebook/notebook.ts';
import { originOf } from '../notebook/parse.ts';
import { libraryProblem } from './errors.ts';

// %% notebooks/30_library/04_collect.ipynb#30aa0005 dad4207c
/** The notebooks below a folder of a project, as paths from its root with `/`, sorted. Throws `library-no-notebooks` when the folder is missing. */
export async function findNotebooks(root: string, folder: string, host: Host = nodeHost): Promise<string[]> {
  if ((await host.files.kind(posix.join(root, folder))) !== 'folder') {
    const hint = `mkdir ${folder}, or set "octavo": { "notebooks": "…" } in package.json`;
    throw libraryProblem('library-no-notebooks', `There is no folder ${folder} in ${root}`, {}, hint);
  }
  return (await _notebooksBelow(root, folder, [await host.files.realPath(root)], host)).sort();
}

/** `above` are the project and the folders on the way, with links followed: one that leads back to them would never end, and one that leads out of them, to / say, hardly ever. */
async function _notebooksBelow(root: string, folder: string, above: string[], host: Host): Promise<string[]> {
  const real = await host.files.realPath(posix.join(root, folder));
  const [, ...folders] = above;
  if (folders.some((one) => one === real || one.startsWith(`${real}/`))) return [];
  if (folders.length > 0 && !above.some((one) => real.startsWith(`${one}/`))) return [];
  const names = (await host.files.list(posix.join(root, folder))).filter((name) => !/^\.|^node_modules$/.test(name));
  const found = names.map(async (name) => {
    const path = posix.join(folder, name);
    if (name.endsWith('.ipynb')) return [path];
    const isFolder = (await host.files.kind(posix.join(root, path))) === 'folder';
    return isFolder ? _notebooksBelow(root, path, [...above, real], host) : [];
  });
  return (await Promise.all(found)).flat();
}

// %% notebooks/30_library/04_collect.ipynb#30aa0007 966c9a17
/** A cell that goes into a module. */
export interface ExportedCell {
  notebook: string; // path from the project's root
  id: string;
  form?: 'comment'; // it stands for all cells that go into the comment of the module; the id is the first one's
  module: string; // as `library/collect`
  internal: boolean; // `//| exporti`
  source: string; // as in the notebook, with `\n` for line ends; of a comment, the comment
  codeStart: number; // offset below the directive lines
}

/** What one notebook, or all of them, give to the library. */
export interface Collected {
  owners: Map<string, string>; // module -> the notebook whose `default_exp` it is
  cells: ExportedCell[];
  problems: OctavoError[];
  warnings: OctavoError[]; // directives that there are not
}

/** The exported cells of a notebook. One that exports nothing gives nothing, whatever its language. */
export function collectNotebook(notebook: Notebook, path: string, flags: readonly string[] = []): Collected {
  const { misspelt, unknown: warnings } = directiveProblems({ cells: notebook.cells, path }, { flags });
  const collected: Collected = { owners: new Map(), cells: [], problems: misspelt.map(_misspelt), warnings };
  const own = _ownModule(notebook, path, collected);
  const comments: { cell: Cell; module: string }[] = [];
  for (const cell of notebook.cells) {
    const directives = parseDirectives(cell);
    const directive = directives.find((one) => /^export[is]?$/.test(one.name)) ?? commentDirective(cell, directives);
    if (!directive) continue;
    const module = (directive.value || own)?.normalize('NFC');
    const where = { notebook: path, cell: cell.id, line: directive.line };
    const problem = module === undefined ? _noTarget(where) : _refuseTarget(module, where);
    if (problem && !directive.value && own !== undefined) continue; // said of its default_exp already
    if (problem) {
      const isSaid = module === undefined && collected.problems.some((one) => one.code === problem.code);
      if (!isSaid) collected.problems.push(problem); // once for the notebook
    } else if (commentDirective(cell, directives)) comments.push({ cell, module: module as string });
    else collected.cells.push(_exportedCell(cell, path, module as string, directive.name === 'exporti'));
  }
  collected.cells.unshift(...commentCells(notebook, comments, own).map((cell) => ({ ...cell, notebook: path })));
  if (collected.cells.length > 0) collected.problems.unshift(..._refuseNotebook(notebook, path, collected.cells));
  return collected;
}

// %% notebooks/30_library/04_collect.ipynb#30aa0008 db1d50e9
function _ownModule(notebook: Notebook, path: string, collected: Collected): string | undefined {
  let own: string | undefined;
  for (const { name, value, where } of _ownDirectives(notebook, path)) {
    if (name !== 'default_exp') continue;
    const hint = `keep one of "${own}" and "${value}": a notebook is one module`;
    const refused =
      own === undefined
        ? _refuseTarget(value, where)
        : libraryProblem('library-two-targets', `a second default_exp`, where, hint);
    if (refused) collected.problems.push(refused);
    own ??= value.normalize('NFC');
  }
  if (own !== undefined) collected.owners.set(own, path);
  return own;
}

/** The directives of all cells, and those of the notebook's own metadata that no cell has. */
function _ownDirectives(notebook: Notebook, path: string): { name: string; value: string; where: Where }[] {
  const inCells = notebook.cells.flatMap((cell) =>
    parseDirectives(cell).map(({ name, value, line }) => ({
      name,
      value,
      where: { notebook: path, cell: cell.id, line },
    })),
  );
  const { nbdev } = notebook.metadata;
  const said = isJsonObject(nbdev) ? nbdev.default_exp : undefined;
  if (typeof said !== 'string' || inCells.some((one) => one.name === 'default_exp')) return inCells;
  return [{ name: 'default_exp', value: said, where: { notebook: path } }];
}

function _exportedCell(cell: Cell, notebook: string, module: string, internal: boolean): ExportedCell {
  const source = cell.source.replaceAll('\r\n', '\n');
  const codeStart = source.length - sourceWithoutDirectives({ kind: cell.kind, source }).length;
  return { notebook, id: cell.id, module, internal, source, codeStart };
}

function _misspelt({ message, where, hint }: OctavoError): OctavoError {
  return libraryProblem('library-misspelt-directive', message, where ?? {}, hint);
}

// %% notebooks/30_library/04_collect.ipynb#30aa000a 87036c74
function _noTarget(where: Where): OctavoError {
  const hint = `add a cell with: //| default_exp ${_likelyModule(where.notebook ?? '')}`;
  return libraryProblem('library-no-target', 'the cell is exported, but the notebook has no default_exp', where, hint);
}

/** `notebooks/40_run/02_paths.ipynb` is probably `run/paths`. */
function _likelyModule(notebook: string): string {
  const parts = notebook.replace(/\.ipynb$/, '').split('/');
  return parts
    .slice(parts.length > 1 ? 1 : 0)
    .map((part) => part.replace(/^\d+[_-]/, ''))
    .join('/');
}

/** Letters of any script, because files may be named so everywhere that Node runs. */
const _moduleName = /^[\p{L}\p{N}_][\p{L}\p{M}\p{N}_-]*(?:\.[\p{L}\p{N}_][\p{L}\p{M}\p{N}_-]*)*$/u;

function _refuseTarget(module: string, where: OctavoError['where']): OctavoError | undefined {
  const segments = module.split('/');
  const named = segments.every((segment) => _moduleName.test(segment)) && module !== 'false';
  if (named && segments.at(-1) !== 'index' && !/\.[cm]?[jt]s$/.test(module)) return undefined;
  const hint =
    'write folder/module, in letters, digits, "-" and "_", without an ending; "index" is the exporter\'s own';
  return libraryProblem('library-bad-target', `"${module}" cannot be the name of a module`, where ?? {}, hint);
}

function _refuseNotebook(notebook: Notebook, path: string, cells: ExportedCell[]): OctavoError[] {
  const conflict = conflictProblem(notebook, path);
  const problems: OctavoError[] = conflict ? [conflict] : [];
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
    return [
      ...problems,
      libraryProblem('library-no-cell-id', what, { notebook: path }, `octavo clean --upgrade ${path}`),
    ];
  }
  const hint = `save ${path} in JupyterLab, which gives every cell an id of its own`;
  const exported = new Set(cells.map((cell) => cell.id));
  for (const [id, same] of Map.groupBy(notebook.cells, _idInFile)) {
    const first = same.find((cell) => exported.has(cell.id));
    if (!first || (id !== undefined && same.length === 1)) continue;
    const where = { notebook: path, cell: id ?? `[${notebook.cells.indexOf(first) + 1}]` };
    const what = id === undefined ? 'the exported cell has no id' : `${same.length} cells have this id`;
    problems.push(libraryProblem('library-no-cell-id', what, where, hint));
  }
  return problems;
}

/** The id as it stands in the file: one that was made up while reading would be another one after an edit. */
function _idInFile(cell: Cell): string | undefined {
  const file = originOf(cell)?.file;
  const id = file ? file.id : cell.id;
  return typeof id === 'string' && id !== '' ? id : undefined;
}

// %% notebooks/30_library/04_collect.ipynb#30aa000d e94677c6
/** Reads all notebooks of a project and collects their exported cells, in the order of their modules' text. */
export async function collectProject(
  project: { root: string; notebooks: string; settings?: Record<string, unknown> | undefined },
  host: Host = nodeHost,
): Promise<Collected & { notebooks: string[] }> {
  const notebooks = await findNotebooks(project.root, project.notebooks, host);
  const flags = testFlags(project);
  const read = await Promise.all(notebooks.map((path) => collectFile(project.root, path, flags, host)));
  return { ...joinCollected(read.map((one) => one.collected)), notebooks };
}

/** Reads and collects one notebook. What is wrong with the file is among the problems; there is no notebook then. */
export async function collectFile(
  root: string,
  path: string, // from the root
  flags: readonly string[],
  host: Host = nodeHost,
): Promise<{ notebook: Notebook | undefined; collected: Collected }> {
  try {
    const notebook = await readNotebook(posix.join(root, path), host, path);
    const collected = collectNotebook(notebook, path, flags);
    const conflicts = collected.problems.filter((one) => one.code === 'notebook-conflicted');
    if (conflicts.length === 0) return { notebook, collected };
    // It holds cells twice, so that more would be said of it than is true until its conflicts are settled.
    return { notebook: undefined, collected: { owners: new Map(), cells: [], problems: conflicts, warnings: [] } };
  } catch (error) {
    if (!isOctavoError(error)) throw error;
    const problems = [_inNotebook(error, path)];
    return { notebook: undefined, collected: { owners: new Map(), cells: [], problems, warnings: [] } };
  }
}

/** The directives that a project has of its own: `"octavo": { "test": { "flags": ["slow"] } }` in its package.json. */
export function testFlags(project: { settings?: Record<string, unknown> | undefined }): string[] {
  const test = project.settings?.test;
  const flags = typeof test === 'object' && test !== null && 'flags' in test ? test.flags : [];
  return Array.isArray(flags) ? flags.filter((flag) => typeof flag === 'string') : [];
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
  const warnings = all.flatMap((one) => one.warnings);
  for (const [module, notebook] of all.flatMap((one) => [...one.owners])) {
    const first = owners.get(module);
    const hint = 'one notebook is one module: rename one, or send its cells with //| export folder/module';
    if (first === undefined) owners.set(module, notebook);
    else
      problems.push(
        libraryProblem('library-shared-target', `"${module}" is already the module of ${first}`, { notebook }, hint),
      );
  }
  const made = new Set(all.flatMap((one) => one.cells.flatMap(({ form, module }) => (form ? [] : [module]))));
  const cells = all.flatMap((one) => one.cells.filter((cell) => made.has(cell.module))); // a comment alone makes no module
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
  return { owners, cells: [...ownCells, ...sent], problems, warnings };
}
