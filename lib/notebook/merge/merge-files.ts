// Generated from notebooks/20_notebook/20_merge/07_merge_files.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 5d0c3303 5d0c3304 5d0c3306 5d0c3307 5d0c330a

// %% notebooks/20_notebook/20_merge/07_merge_files.ipynb#5d0c3303 4783f2a7
import { isOctavoError, OctavoError, shellWord } from '../../errors/index.ts';
import { type Host, nodeHost } from '../../host/index.ts';
import type { MergeSide } from './conflict.ts';
import { decodeUtf8 } from '../files.ts';
import { formatNotebook } from '../format.ts';
import { type MergeConflict, type MergeOptions, mergeNotebooks } from './merge.ts';
import type { Notebook } from '../notebook.ts';
import { parseNotebook } from '../parse.ts';

// %% notebooks/20_notebook/20_merge/07_merge_files.ipynb#5d0c3304 cf48dc66
/** Paths of the three versions. */
export interface MergeFiles {
  base: string;
  ours: string;
  theirs: string;
}

/** What may be said about merging files. */
export interface MergeFileOptions extends MergeOptions {
  output?: string | undefined; // path; default that of ours
  name?: string | undefined; // path of the notebook in its project, for messages
  dryRun?: boolean | undefined; // write nothing
}

/** What merging files gave. */
export interface FileMerge {
  text: string; // of the merged notebook
  conflicts: MergeConflict[];
  disputed: string[]; // metadata for which ours was taken
  baseProblem: string | undefined; // why the base was not used
  written: boolean; // false when the output holds this text already, and with dryRun
}

// %% notebooks/20_notebook/20_merge/07_merge_files.ipynb#5d0c3306 c9084826
/** Merges the texts of three notebook files. Throws what `parseNotebook` throws for a side (exit 2), and `notebook-conflicted`. */
export function mergeNotebookTexts(
  base: string, // '' when there is none
  ours: string,
  theirs: string,
  options: MergeFileOptions = {},
): Omit<FileMerge, 'written'> {
  const clean = { conflicts: [], disputed: [], baseProblem: undefined };
  if (ours === theirs || theirs === base) return { text: ours, ...clean };
  if (ours === base) return { text: theirs, ...clean };
  const start = parseBase(base);
  const [ourNotebook, theirNotebook] = [
    parseSide(ours, 'ours', options.name),
    parseSide(theirs, 'theirs', options.name),
  ];
  const { notebook, ...found } = nameSide(options.name, () =>
    mergeNotebooks(start.notebook, ourNotebook, theirNotebook, options),
  );
  return { text: formatNotebook(notebook), ...found, baseProblem: start.problem };
}

// %% notebooks/20_notebook/20_merge/07_merge_files.ipynb#5d0c3307 10899094
/** The notebook that both sides began with, if there is one that can be read. @internal */
export function parseBase(text: string): { notebook?: Notebook; problem?: string } {
  if (text.trim() === '') return {};
  try {
    return { notebook: parseNotebook(text) };
  } catch (error) {
    if (isOctavoError(error)) return { problem: error.message };
    throw error;
  }
}

/** The notebook of a side. @internal */
export function parseSide(text: string, side: MergeSide, name: string | undefined): Notebook {
  return nameSide(name, () => parseNotebook(text, { path: `${name ?? 'NOTEBOOK'} (${side})` }));
}

/** Says of an error in a side what git keeps of it, and where; exit 2, which is neither a clean merge nor a conflict. @internal */
export function nameSide<Value>(name: string | undefined, work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    if (!isOctavoError(error)) throw error;
    const { code, message, where, cause } = error;
    const both = `git show :2:${name ?? 'NOTEBOOK'} > ours.ipynb; git show :3:${name ?? 'NOTEBOOK'} > theirs.ipynb   (what git keeps of both)`;
    const isConflict = code === 'notebook-conflicted';
    const hint = isConflict
      ? `octavo resolve ${shellWord(name ?? 'NOTEBOOK')}   (on the branch that has the conflict)`
      : both;
    throw new OctavoError(code, `Cannot merge: ${message}`, { where, hint, cause, exitCode: 2 });
  }
}

// %% notebooks/20_notebook/20_merge/07_merge_files.ipynb#5d0c330a dcc8e4eb
/** Merges three notebook files into the output, which is left as it was on any error. Throws as `mergeNotebookTexts` does, `notebook-not-utf8`, `file-missing`, `file-unwritable`. */
export async function mergeNotebookFiles(
  files: MergeFiles,
  options: MergeFileOptions = {},
  host: Host = nodeHost,
): Promise<FileMerge> {
  const { name = files.ours } = options;
  const paths = [files.base, files.ours, files.theirs];
  const [baseBytes, ...sides] = await Promise.all(paths.map((path) => host.files.readBytes(path)));
  const [ours, theirs] = (['ours', 'theirs'] as const).map((side, at) =>
    nameSide(name, () => decodeUtf8(sides[at] as Uint8Array, `${name} (${side})`)),
  ) as [string, string];
  const base = Buffer.from(baseBytes as Uint8Array).toString('utf8'); // what cannot be read of it is no reason to stop
  const merge = mergeNotebookTexts(base, ours, theirs, { ...options, name });
  const output = options.output ?? files.ours;
  const written = !options.dryRun && !(output === files.ours && merge.text === ours);
  if (written) await host.files.writeAtomically(output, merge.text);
  return { ...merge, written };
}
