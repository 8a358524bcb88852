// Generated from notebooks/20_notebook/08_upgrade.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 5d0b7303 5d0b7304 5d0b7305

// %% notebooks/20_notebook/08_upgrade.ipynb#5d0b7303 d42e2f5c
import type { Cell } from './cell.ts';
import type { JsonObject } from './json/json.ts';
import type { Notebook } from './notebook.ts';
import { hide, originOf } from './parse.ts';

// %% notebooks/20_notebook/08_upgrade.ipynb#5d0b7304 bbcf23ed
/** The notebook in format 4.5, where every cell has an id of its own in the file too. One that is so already is returned as it is. */
export function upgradeNotebook(notebook: Notebook): Notebook {
  const cells = notebook.cells.map(keepId);
  const same = notebook.nbformatMinor >= 5 && cells.every((cell, index) => cell === notebook.cells[index]);
  return same ? notebook : { ...notebook, cells, nbformatMinor: Math.max(5, notebook.nbformatMinor) };
}

// %% notebooks/20_notebook/08_upgrade.ipynb#5d0b7305 f481ed46
/** The cell, such that its id is written even if reading made it up. @internal */
export function keepId(cell: Cell): Cell {
  const origin = originOf(cell);
  if (!origin) return cell;
  if (lacksMembers(cell, origin.file)) return { ...cell, origin: undefined }; // written anew, whole
  if (origin.read.id === '' || origin.file.id === origin.read.id) return cell;
  return { ...cell, origin: hide({ ...origin, read: { ...origin.read, id: '' } }) };
}

/** Whether a cell stands in its file without a member that the format asks for. @internal */
export function lacksMembers(cell: Cell, file: JsonObject): boolean {
  const members = ['source', 'metadata', ...(cell.kind === 'code' ? ['outputs', 'execution_count'] : [])];
  return members.some((member) => file[member] === undefined);
}
