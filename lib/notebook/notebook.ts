// Generated from notebooks/20_notebook/04_notebook.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 5d0b6e03 5d0b6e04 5d0b6e06 5d0b6e09 5d0b6e0a 5d0b6e0d 5d0b6e9f

// %% notebooks/20_notebook/04_notebook.ipynb#5d0b6e03 b0693282
import type { Cell } from './cell.ts';
import { isJsonObject, type JsonObject } from './json/json.ts';

// %% notebooks/20_notebook/04_notebook.ipynb#5d0b6e04 79ee04c5
/** A notebook as plain data. To change it make a new one: `{ ...notebook, cells: [...] }`. */
export interface Notebook {
  nbformat: number; // 4
  nbformatMinor: number; // 5 from the version on that has cell ids
  metadata: JsonObject;
  cells: Cell[];
  path?: string | undefined; // as the user typed it
  origin?: object | undefined; // the text it was read from; opaque
}

// %% notebooks/20_notebook/04_notebook.ipynb#5d0b6e06 2a181776
/** The metadata of a new TypeScript notebook. */
export const typescriptMetadata: JsonObject = {
  kernelspec: { display_name: 'TypeScript (Octavo)', language: 'typescript', name: 'tslab' },
  language_info: { file_extension: '.ts', mimetype: 'text/typescript', name: 'typescript' },
};

/** Makes a notebook of format 4.5; a TypeScript one unless the metadata say otherwise. */
export function createNotebook(options: {
  cells: Cell[];
  metadata?: JsonObject | undefined;
  path?: string | undefined;
}): Notebook {
  const metadata = options.metadata ?? structuredClone(typescriptMetadata);
  return { nbformat: 4, nbformatMinor: 5, metadata, cells: options.cells, path: options.path };
}

// %% notebooks/20_notebook/04_notebook.ipynb#5d0b6e09 e065ba67
/** The language of the code cells in lower case (`typescript`, `python`); undefined when the notebook does not say. */
export function notebookLanguage(notebook: Notebook): string | undefined {
  const language = word(notebook.metadata.kernelspec, 'language') ?? word(notebook.metadata.language_info, 'name');
  return language?.toLowerCase();
}

/** The name of the kernelspec (`tslab`, `python3`); undefined when the notebook does not say. */
export function notebookKernelName(notebook: Notebook): string | undefined {
  return word(notebook.metadata.kernelspec, 'name');
}

// %% notebooks/20_notebook/04_notebook.ipynb#5d0b6e0a c6d166ae
/** A member of a value that may or may not be an object, when it is a word. @internal */
export function word(value: JsonObject[string], key: string): string | undefined {
  const found = isJsonObject(value) ? value[key] : undefined;
  return typeof found === 'string' && found !== '' ? found : undefined;
}

// %% notebooks/20_notebook/04_notebook.ipynb#5d0b6e0d 09dadcdd
/** The text of the nearest markdown heading at or above a cell (by its index); '' when there is none. */
export function cellHeading(cells: readonly Cell[], index: number): string {
  for (let at = Math.min(index, cells.length - 1); at >= 0; at--) {
    const cell = cells[at];
    const heading = cell?.kind === 'markdown' ? lastHeading(cell.source) : undefined;
    if (heading) return heading;
  }
  return '';
}

// %% notebooks/20_notebook/04_notebook.ipynb#5d0b6e9f 227f5530
/** The last heading (`## Training`) of a markdown text, without its marks; lines inside fenced code do not count. @internal */
export function lastHeading(markdown: string): string | undefined {
  let heading: string | undefined;
  let fence: string | undefined;
  for (const line of markdown.split(/\r?\n/)) {
    const mark = /^ {0,3}(```+|~~~+)/.exec(line)?.[1];
    if (mark && !fence) fence = mark;
    else if (mark && fence && mark.startsWith(fence)) fence = undefined;
    else if (!fence) heading = /^ {0,3}#{1,6}[ \t]+(.*?)[ \t]*#*[ \t]*$/.exec(line)?.[1] || heading;
  }
  return heading;
}
