// Generated from notebooks/30_library/17_problem_places.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 30b25003 30b25004

// %% notebooks/30_library/17_problem_places.ipynb#30b25003 e6f4d94a
import { posix } from 'node:path';
import { formatWhere, isOctavoError, OctavoError } from '../errors/index.ts';
import { type Host, nodeHost } from '../host/index.ts';
import type { Notebook } from '../notebook/notebook.ts';
import { parseNotebook } from '../notebook/parse.ts';
import { writtenLine } from '../notebook/written-line.ts';

// %% notebooks/30_library/17_problem_places.ipynb#30b25004 14f3bdee
/** What is known of notebooks, by their paths from the root of a project. A notebook that was not read for it is read now. @internal */
export interface KnownNotebooks {
  project: { root: string };
  notebooks: ReadonlyMap<string, { notebook: Notebook | undefined }>;
}

/** The problems with the lines of the files, where they are about cells. The others are as they were. @internal */
export async function withFileLines(
  problems: OctavoError[],
  { project, notebooks }: KnownNotebooks,
  host: Host = nodeHost,
): Promise<OctavoError[]> {
  const read = new Map<string, Notebook | undefined>();
  for (const { where } of problems) {
    const path = where?.notebook;
    if (!where?.cell || path === undefined || read.has(path) || !notebooks.has(path)) continue;
    read.set(path, notebooks.get(path)?.notebook ?? (await _readIfSound(posix.join(project.root, path), host)));
  }
  return problems.map((problem) => _placed(problem, read.get(problem.where?.notebook ?? '')));
}

function _placed(problem: OctavoError, notebook: Notebook | undefined): OctavoError {
  const { code, message, hint, cause, where, exitCode } = problem;
  if (!where?.cell || where.fileLine !== undefined || !notebook) return problem;
  const runs = notebook.cells.filter((cell) => cell.kind === 'code' && cell.source.trim() !== '');
  const index = runs.findIndex((cell) => cell.id === where.cell) + 1 || undefined;
  const placed = { ...where, index, fileLine: writtenLine(notebook, where.cell, where.line) };
  const said = formatWhere(where);
  const told = message.startsWith(said) ? formatWhere(placed) + message.slice(said.length) : message;
  return new OctavoError(code, told, { hint, cause, where: placed, exitCode });
}

async function _readIfSound(file: string, host: Host): Promise<Notebook | undefined> {
  try {
    return parseNotebook(await host.files.readText(file));
  } catch (error) {
    if (isOctavoError(error)) return undefined; // that is told elsewhere
    throw error;
  }
}
