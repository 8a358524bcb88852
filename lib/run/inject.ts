// Generated from notebooks/40_run/10_inject.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 400e0003 400e0004

// %% notebooks/40_run/10_inject.ipynb#400e0003 cf845d61
import { codeCell, hasTag, type Notebook } from '../notebook/index.ts';

// %% notebooks/40_run/10_inject.ipynb#400e0004 ed356d18
/** The notebook with a cell of parameters: in the place of an old one, else behind the parameters cell, else at the top. */
export function injectParameters(
  notebook: Notebook,
  source: string, // of the injected cell, from a translator
): Notebook {
  const cell = codeCell(source, { tags: ['injected-parameters'] });
  const { cells } = notebook;
  const old = cells.findIndex((each) => hasTag(each, 'injected-parameters'));
  if (old >= 0) return { ...notebook, cells: cells.with(old, cell) };
  const place = cells.findIndex((each) => hasTag(each, 'parameters')) + 1;
  return { ...notebook, cells: cells.toSpliced(place, 0, cell) };
}
