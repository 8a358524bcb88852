// Generated from notebooks/20_notebook/10_upgrade.ipynb by `octavo export`. Edit the notebook, not this file.

// %% notebooks/20_notebook/10_upgrade.ipynb#5d0b7303
import type { Notebook } from './notebook.ts';

// %% notebooks/20_notebook/10_upgrade.ipynb#5d0b7304
/** The notebook in format 4.5. */
export function upgradeNotebook(notebook: Notebook): Notebook {
  return { ...notebook, nbformat: 4, nbformatMinor: Math.max(5, notebook.nbformatMinor) };
}
