// Generated from notebooks/20_notebook/09_files.ipynb by `octavo export`. Edit the notebook, not this file.

// %% notebooks/20_notebook/09_files.ipynb#5d0b7203
import { type Host, nodeHost } from '../host/index.ts';
import { formatNotebook } from './format.ts';
import type { Notebook } from './notebook.ts';
import { parseNotebook } from './parse.ts';

// %% notebooks/20_notebook/09_files.ipynb#5d0b7204
/** Reads a notebook file. Throws what `parseNotebook` throws, and `file-missing`, `file-is-folder`, `file-unreadable`. */
export async function readNotebook(path: string, host: Host = nodeHost): Promise<Notebook> {
  return parseNotebook(await host.files.readText(path), { path });
}

/** Writes a notebook file: all of it or nothing. Throws `file-unwritable` and leaves the old file as it was. */
export async function writeNotebook(path: string, notebook: Notebook, host: Host = nodeHost): Promise<void> {
  await host.files.writeAtomically(path, formatNotebook(notebook));
}
