// Generated from notebooks/30_library/09_state.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 30b50003 30b50004 30b50006

// %% notebooks/30_library/09_state.ipynb#30b50003 0fe02cf3
import { posix } from 'node:path';
import { type Host, nodeHost, type Project } from '../host/index.ts';
import { type Collected, collectFile, findNotebooks, testFlags } from './collect.ts';
import { type MadeModule, packageExports, readLibrary } from './plan.ts';
import type { Notebook } from '../notebook/notebook.ts';
import { originOf } from '../notebook/parse.ts';

// %% notebooks/30_library/09_state.ipynb#30b50004 9f933b51
/** A project's notebooks and library as they were read last. Paths are from the root. */
export interface LibraryState {
  project: Project;
  exports: unknown; // of package.json
  notebooks: Map<string, { notebook: Notebook | undefined; collected: Collected }>; // no notebook: it cannot be read
  library: Map<string, string>; // as `readLibrary` gives it
  made: Map<string, MadeModule>; // modules made before, by file
}

/** Reads a project. Throws `library-no-notebooks`. */
export async function readState(project: Project, host: Host = nodeHost): Promise<LibraryState> {
  const flags = testFlags(project);
  const [found, library, exports] = await Promise.all([
    findNotebooks(project.root, project.notebooks, host),
    readLibrary(project.root, project.lib, host),
    packageExports(project.root, host),
  ]);
  const read = found.map(async (path) => [path, await collectFile(project.root, path, flags, host)] as const);
  return { project, exports, notebooks: new Map(await Promise.all(read)), library, made: new Map() };
}

// %% notebooks/30_library/09_state.ipynb#30b50006 df367c03
/** Reads one notebook or one file of the library again, also one that is new or gone. False when it is as it was. */
export async function refreshState(state: LibraryState, path: string, host: Host = nodeHost): Promise<boolean> {
  const { root, lib } = state.project;
  const there = (await host.files.kind(posix.join(root, path))) === 'file';
  if (!path.endsWith('.ipynb')) {
    if (!path.startsWith(`${lib}/`)) return false;
    const text = there ? await host.files.readText(posix.join(root, path)) : undefined;
    if (state.library.get(path) === text) return false;
    if (text === undefined) state.library.delete(path);
    else state.library.set(path, path.endsWith('.ts') ? text : '');
    return true;
  }
  if (!there) return state.notebooks.delete(path);
  const before = state.notebooks.get(path);
  if (before?.notebook && (await host.files.readText(posix.join(root, path))) === notebookText(before.notebook))
    return false;
  state.notebooks.set(path, await collectFile(root, path, testFlags(state.project), host));
  state.notebooks = new Map([...state.notebooks].sort(([a], [b]) => (a < b ? -1 : 1)));
  return true;
}

/** The text of the file that a notebook was read from. */
export function notebookText(notebook: Notebook): string | undefined {
  return originOf(notebook)?.document.text;
}
