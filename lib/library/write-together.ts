// Generated from notebooks/30_library/14_write_together.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 30b90003 30b90004

// %% notebooks/30_library/14_write_together.ipynb#30b90003 bb905b40
import { type FileChange, type Host, nodeHost, replaceTogether } from '../host/index.ts';
import { type LibraryState, notebookText, refreshState } from './state.ts';

// %% notebooks/30_library/14_write_together.ipynb#30b90004 68aff3b6
/** Replaces, creates or (without a text) removes files of a project, and tells the state. Throws `file-changed` when one is no more as the state knows it, and `file-unwritable`; then all are as they were. @internal */
export async function writeTogether(
  state: LibraryState,
  changes: { path: string; text?: string | undefined }[],
  host: Host = nodeHost,
): Promise<void> {
  if (changes.length === 0) return;
  const files = changes.map(({ path, text }): FileChange => {
    const notebook = state.notebooks.get(path)?.notebook;
    const known = notebook ? notebookText(notebook) : state.library.get(path);
    return { path, text, expected: known ?? null };
  });
  await replaceTogether(state.project.root, files, host.files);
  for (const { path, text } of files) {
    if (path.endsWith('.ipynb') || !path.startsWith(`${state.project.lib}/`)) await refreshState(state, path, host);
    else if (text === undefined) state.library.delete(path);
    else state.library.set(path, path.endsWith('.ts') ? text : '');
  }
}
