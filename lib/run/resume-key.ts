// Generated from notebooks/40_run/16_resume_key.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 40300003 40300004 40300006

// %% notebooks/40_run/16_resume_key.ipynb#40300003 1ed683c4
import { createHash } from 'node:crypto';
import { cellTags, type Notebook } from '../notebook/index.ts';

// %% notebooks/40_run/16_resume_key.ipynb#40300004 1bb6985e
/** The files that the outcome of a run depends on, by path and hash. */
export interface RunFiles {
  modules: [path: string, hash: string][]; // of the project, that the cells import; relative to its root
  inputs: [path: string, hash: string][]; // that the caller has named
  lock: string | undefined; // hash of the lock file, when an installed package is imported
}

/** What a run is made from. */
export interface RunIngredients {
  notebook: Notebook; // with its parameters injected
  kernel: string;
  version: string; // Octavo's
  cwd: string; // relative to the notebook
  files: RunFiles;
  options: { env?: Record<string, string> | undefined; seed?: number | undefined; select?: unknown };
  secrets: readonly string[]; // values that must not be guessed from the key
}

// %% notebooks/40_run/16_resume_key.ipynb#40300006 0ccc1046
/** The key of a run: 64 hex digits, equal for equal ingredients. */
export function resumeKey({ notebook, secrets, options, ...more }: RunIngredients): string {
  const hidden = (text: string) => secrets.reduce((shown, secret) => shown.replaceAll(secret, '•'), text);
  const cells = notebook.cells
    .filter((cell) => cell.kind === 'code')
    .map((cell) => [hidden(cell.source), cellTags(cell).toSorted()]);
  const env = Object.keys(options.env ?? {}).toSorted(); // the values may be secret
  const ingredients = { cells, ...more, env, seed: options.seed, select: options.select };
  return createHash('sha256').update(JSON.stringify(ingredients)).digest('hex');
}
