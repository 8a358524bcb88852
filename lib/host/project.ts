import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { OctavoError } from '../errors/index.ts';

export interface Project {
  root: string; // absolute
  name: string | undefined; // package name
  notebooks: string; // folder of the source notebooks, relative to the root
  lib: string; // folder of the exported modules, relative to the root
  types?: string | undefined; // what becomes of type errors in cells: error, warn, off
  settings?: Record<string, unknown> | undefined; // "octavo" of package.json as it stands; each door reads its own part
}

/** The nearest folder at or above `from` that holds a package.json; `from` itself when there is none. */
export function findProject(from: string): Project {
  const start = resolve(from);
  for (let folder = start; ; folder = dirname(folder)) {
    const file = join(folder, 'package.json');
    if (existsSync(file)) return describeProject(folder, file);
    if (dirname(folder) === folder)
      return { root: start, name: undefined, notebooks: 'notebooks', lib: 'lib', types: undefined };
  }
}

/**
 * As `findProject`, for what writes files or judges them: without the name and the settings of the project it would do so
 * wrongly. Throws `project-manifest-invalid` for a package.json that is not JSON, as after a merge with conflicts.
 */
export function soundProject(from: string): Project {
  const project = findProject(from);
  const file = join(project.root, 'package.json');
  if (!existsSync(file)) return project;
  try {
    parsed(file);
  } catch (cause) {
    throw new OctavoError('project-manifest-invalid', `${file} is not JSON: ${(cause as Error).message}`, {
      hint: 'git diff package.json   (shows what was changed last)',
      cause,
    });
  }
  return project;
}

function parsed(file: string) {
  return JSON.parse(readFileSync(file, 'utf8').replace(/^\ufeff/, ''));
}

function describeProject(root: string, file: string): Project {
  let manifest: { name?: unknown; octavo?: { notebooks?: unknown; lib?: unknown; types?: unknown } } = {};
  try {
    manifest = parsed(file) ?? {};
  } catch {
    // The folder is still the project; `soundProject` refuses it.
  }
  const text = (value: unknown, fallback: string) => (typeof value === 'string' && value !== '' ? value : fallback);
  return {
    root,
    name: typeof manifest.name === 'string' ? manifest.name : undefined,
    notebooks: text(manifest.octavo?.notebooks, 'notebooks'),
    lib: text(manifest.octavo?.lib, 'lib'),
    types: typeof manifest.octavo?.types === 'string' ? manifest.octavo.types : undefined,
    settings: typeof manifest.octavo === 'object' && manifest.octavo !== null ? { ...manifest.octavo } : undefined,
  };
}

/** A path as a message shows it: relative to `cwd` when it lies below it, else as it is. */
export function shownPath(path: string, cwd: string): string {
  const shown = relative(cwd, resolve(cwd, path));
  return shown === '' || shown.startsWith('..') ? path : shown;
}
