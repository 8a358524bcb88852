// Generated from notebooks/30_library/20_where/04_where.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 30b23003 30b23005 30b23006 30b23008 30b23009 30b2300a 30b2300b

// %% notebooks/30_library/20_where/04_where.ipynb#30b23003 aa086bf2
import { dirname, isAbsolute, join, posix, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isOctavoError, shellWord, suggest } from '../../errors/index.ts';
import { findProject, type Host, nodeHost, type Project } from '../../host/index.ts';
import { parseModule } from '../blocks.ts';
import { collectNotebook } from '../collect.ts';
import { libraryProblem } from '../errors.ts';
import { packageExports, readLibrary } from '../plan.ts';
import {
  type CellPlace,
  cellPlaceOf,
  type ModulePositions,
  modulePlaceOf,
  modulePositions,
  type PlacedCell,
  placeCells,
} from './positions.ts';
import { parseWhereQuery, type WhereQuery } from './where-query.ts';
import { cellsAtFileLine } from '../../notebook/file-lines.ts';

// %% notebooks/30_library/20_where/04_where.ipynb#30b23005 5dc3d282
/** An exported module that was read. */
export interface PlacedModule {
  project: Project;
  text: string;
  positions: ModulePositions;
}

/** Reads a module (absolute path) and the notebooks that it names; undefined for a file that was not exported. Throws `file-missing`, `file-unreadable`. */
export async function readPositions(file: string, host: Host = nodeHost): Promise<PlacedModule | undefined> {
  const text = await host.files.readText(file);
  const module = parseModule(text);
  if (!module) return undefined;
  const project = findProject(dirname(file));
  const path = relative(project.root, file).split(sep).join('/');
  const names = new Set([module.notebook, ...module.blocks.flatMap(({ notebook }) => notebook ?? [])]);
  const notebooks = new Map<string, string>();
  for (const name of names) {
    const isInside = !isAbsolute(name) && name.endsWith('.ipynb') && !name.split('/').includes('..');
    const found = isInside ? await _readIfThere(join(project.root, name), host) : undefined;
    if (found !== undefined) notebooks.set(name, found);
  }
  const own = { name: project.name, exports: await packageExports(project.root, host) };
  const positions = modulePositions({ path, text }, notebooks, { lib: project.lib, own });
  return positions && { project, text, positions };
}

// %% notebooks/30_library/20_where/04_where.ipynb#30b23006 27cbaa08
async function _readIfThere(file: string, host: Host): Promise<string | undefined> {
  try {
    return await host.files.readText(file);
  } catch (error) {
    if (isOctavoError(error)) return undefined; // an installed package brings no notebooks
    throw error;
  }
}

// %% notebooks/30_library/20_where/04_where.ipynb#30b23008 5b24dfb0
/** A place on both sides. Paths are from `root`. */
export interface FoundPlace extends CellPlace {
  root: string; // of the project, absolute
  module: string;
  moduleLine: number;
  moduleColumn: number | undefined;
  moduleText: string; // that line of the module
  leftOut: boolean; // the exporter left the line out; the module's line is where the cell begins
}

/**
 * Finds what a question asks for: `lib/run/engine.ts:41:7`, `notebooks/a.ipynb:123`, `notebooks/a.ipynb b2c4d6e8:2`,
 * `notebooks/a.ipynb [3]:2`, or the name of a declaration, of which there may be several. Paths are from `cwd`.
 * Throws `usage`, `library-not-exported`, `library-no-such-place`, and what reading throws.
 */
export async function findPlaces(question: string, host: Host = nodeHost): Promise<FoundPlace[]> {
  const query = parseWhereQuery(question);
  if (query.kind === 'name') return _findName(query.name, host);
  return [query.kind === 'module' ? await _findInModule(query, host) : await _findInNotebook(query, host)];
}

// %% notebooks/30_library/20_where/04_where.ipynb#30b23009 799fc675
async function _findInModule(
  { path, line = 1, column }: { path: string; line?: number | undefined; column?: number | undefined },
  host: Host,
): Promise<FoundPlace> {
  const file = path.startsWith('file:') ? fileURLToPath(path) : resolve(host.cwd(), path);
  const module = await readPositions(file, host);
  if (!module) {
    const text = await host.files.readText(file);
    const isIndex = posix.basename(file) === 'index.ts' && text.includes('by `octavo export`');
    const hint = isIndex ? 'octavo where NAME   (of what it exports)' : `open ${path} itself`;
    const what = isIndex ? 'is an index: its lines come from no cell' : 'was not exported from a notebook';
    throw libraryProblem('library-not-exported', `${path} ${what}`, {}, hint);
  }
  const place = cellPlaceOf(module.positions, line, column);
  if (!place) throw _beyondEnd(path, module.text.replace(/\n$/, '').split('\n').length, line);
  return _bothSides(module, place, { line, column, leftOut: false });
}

function _beyondEnd(path: string, lines: number, line: number) {
  return libraryProblem('library-no-such-place', `${path} has ${lines} lines, so there is no line ${line}`, {});
}

function _bothSides(
  { project, positions, text }: PlacedModule,
  place: CellPlace,
  module: { line: number; column: number | undefined; leftOut: boolean },
): FoundPlace {
  const moduleText = text.split('\n')[module.line - 1]?.replace(/\r$/, '') ?? '';
  const side = { module: positions.path, moduleLine: module.line, moduleColumn: module.column, moduleText };
  return { ...place, root: project.root, ...side, leftOut: module.leftOut };
}

// %% notebooks/30_library/20_where/04_where.ipynb#30b2300a 3c29ce06
async function _findInNotebook(
  query: Exclude<WhereQuery, { kind: 'module' | 'name' }>,
  host: Host,
): Promise<FoundPlace> {
  const file = resolve(host.cwd(), query.notebook);
  const text = await host.files.readText(file);
  const project = findProject(dirname(file));
  const path = relative(project.root, file).split(sep).join('/');
  const { notebook, cells } = placeCells(text, path);
  const { placed, line } = _cellOf(query, cells, text.split('\n').length);
  const { id, source } = placed.cell;
  const lines = source.split('\n').length;
  const where = { notebook: query.notebook, fileLine: placed.fileLines[line - 1], cell: id, index: placed.index, line };
  if (line > lines) throw _beyondEnd(`${query.notebook} cell ${id}`, lines, line);
  const exported = collectNotebook(notebook, path).cells.find((cell) => cell.id === id);
  if (!exported) {
    const hint = 'a cell is exported by a first line: //| export';
    throw libraryProblem('library-not-exported', 'the cell is not exported', where, hint);
  }
  const module = join(project.root, project.lib, `${exported.module}.ts`);
  const read = (await host.files.kind(module)) === 'file' ? await readPositions(module, host) : undefined;
  const column = query.kind === 'cell' ? query.column : undefined;
  const found = read && modulePlaceOf(read.positions, { notebook: path, cell: id, line, column });
  if (!read || !found) {
    const shown = posix.join(project.lib, `${exported.module}.ts`);
    throw libraryProblem('library-not-exported', `the cell is not in ${shown} yet`, where, 'octavo export');
  }
  const cellText = source.split('\n')[line - 1]?.replace(/\r$/, '');
  return _bothSides(read, { ...where, notebook: path, column, text: cellText, stale: found.stale }, found);
}

function _cellOf(
  query: Exclude<WhereQuery, { kind: 'module' | 'name' }>,
  cells: PlacedCell[],
  fileLines: number,
): { placed: PlacedCell; line: number } {
  const { notebook } = query;
  if (query.kind === 'file-line') {
    const { fileLine } = query;
    if (fileLine < 1 || fileLine > fileLines) throw _beyondEnd(notebook, fileLines, fileLine);
    const at = cellsAtFileLine(
      cells.map(({ first, last, fileLines }) => ({ id: undefined, first, last, source: fileLines })),
      fileLine,
    );
    const [found, ...more] = at;
    if (found && more.length === 0) return { placed: cells[found.at] as PlacedCell, line: found.line ?? 1 };
    const id = found ? cells[found.at]?.cell.id : 'ID';
    const what = found ? `holds ${at.length} cells` : 'is in no cell';
    throw libraryProblem(
      'library-no-such-place',
      `line ${fileLine} of ${notebook} ${what}`,
      {},
      `octavo where ${shellWord(notebook)} ${id}:1`,
    );
  }
  const { cell: id, index, line = 1 } = query;
  const placed = cells.find((one) => (id === undefined ? one.index === index : one.cell.id === id));
  if (placed) return { placed, line };
  const near =
    id === undefined
      ? undefined
      : suggest(
          id,
          cells.map((one) => one.cell.id),
        );
  const hint = near ? `did you mean ${near}?` : `octavo text show ${shellWord(notebook)}`;
  throw libraryProblem('library-no-such-place', `${notebook} has no cell ${id ?? `[${index}]`}`, {}, hint);
}

// %% notebooks/30_library/20_where/04_where.ipynb#30b2300b 6a3192a8
async function _findName(name: string, host: Host): Promise<FoundPlace[]> {
  const project = findProject(host.cwd());
  const names = new Set<string>();
  const found: { path: string; line: number }[] = [];
  for (const [path, text] of await readLibrary(project.root, project.lib, host)) {
    if (!parseModule(text)) continue;
    for (const [index, line] of text.split('\n').entries()) {
      const declared = _declaration.exec(line)?.[1];
      if (declared !== undefined) names.add(declared);
      if (declared === name) found.push({ path, line: index + 1 });
    }
  }
  if (found.length === 0) {
    const near = suggest(name, names);
    const hint = near
      ? `did you mean ${near}?`
      : 'octavo where lib/module.ts:41   (or a cell, as notebooks/x.ipynb b2c4d6e8:2)';
    throw libraryProblem('library-no-such-place', `no exported cell declares "${name}"`, {}, hint);
  }
  return Promise.all(found.map(({ path, line }) => _findInModule({ path: join(project.root, path), line }, host)));
}

const _declaration =
  /^(?:export )?(?:default )?(?:declare )?(?:async )?(?:abstract )?(?:function\*?|class|interface|type|const|let|var) ([\p{ID_Start}$_][\p{ID_Continue}$]*)/u;
