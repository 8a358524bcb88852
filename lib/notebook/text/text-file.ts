// Generated from notebooks/20_notebook/19_text/03_text_file.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 5d0b7903 5d0b7904 5d0b799d

// %% notebooks/20_notebook/19_text/03_text_file.ipynb#5d0b7903 7339825f
import { OctavoError } from '../../errors/index.ts';
import { type Host, nodeHost } from '../../host/index.ts';
import { compareNotebooks, type NotebookChanges } from '../diff/changes.ts';
import { readNotebook, writeNotebook } from '../files.ts';
import { createNotebook, type Notebook } from '../notebook.ts';
import { applyText, notebookFromText } from './text-apply.ts';

// %% notebooks/20_notebook/19_text/03_text_file.ipynb#5d0b7904 200da747
/** What applying a text view to a file did, or would do. */
export interface TextApplication {
  notebook: Notebook; // as it is now
  changes: NotebookChanges;
  created: boolean; // there was no such file
  written: boolean; // false when nothing changed, and with dryRun
}

/** What may be said about applying a view to a file. */
export interface ApplyOptions {
  view?: string | undefined; // path of the view, for messages
  dryRun?: boolean | undefined; // write nothing
}

// %% notebooks/20_notebook/19_text/03_text_file.ipynb#5d0b799d e475ed18
/**
 * Applies a text view to a notebook file, and makes the file if there is none. The file is written only when something changed, all of it or nothing.
 * Throws what `readNotebook`, `applyText` and `writeNotebook` throw; the file is then as it was.
 */
export async function applyTextToFile(
  path: string,
  text: string,
  options: ApplyOptions = {},
  host: Host = nodeHost,
): Promise<TextApplication> {
  if (!path.endsWith('.ipynb')) {
    const hint = `octavo text apply ${path.replace(/\.\w+$/, '')}.ipynb ${path}`;
    throw new OctavoError('text-not-notebook', `${path} is no notebook: its name does not end with .ipynb`, {
      hint,
      where: { notebook: path },
    });
  }
  const created = (await host.files.kind(path)) === undefined;
  const before = created ? createNotebook({ cells: [], path }) : await readNotebook(path, host);
  const view = { path: options.view };
  const notebook = created ? { ...notebookFromText(text, view), path } : applyText(before, text, view);
  const changes = { ...compareNotebooks(before, notebook), ...(created ? { metadata: false } : {}) };
  const written = notebook !== before && !options.dryRun;
  if (written) await writeNotebook(path, notebook, host);
  return { notebook, changes, created, written };
}
