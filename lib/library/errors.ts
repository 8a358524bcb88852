// Generated from notebooks/30_library/01_errors.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 30a10003 30a10004 30a10006

// %% notebooks/30_library/01_errors.ipynb#30a10003 ddc6c84d
import { formatWhere, OctavoError, type Where } from '../errors/index.ts';

// %% notebooks/30_library/01_errors.ipynb#30a10004 7d8d3c3e
/** The codes of this door, each with what it means. */
export const libraryErrors = {
  'library-no-notebooks': 'The folder of notebooks is missing.',
  'library-misspelt-directive': 'A directive is spelt almost like one that there is.',
  'library-no-target': 'A cell is exported, but neither the cell nor its notebook says to which module.',
  'library-bad-target': 'The name of a module is not one that a file can have.',
  'library-two-targets': 'A notebook names more than one module as its own.',
  'library-shared-target': 'Two notebooks name the same module as their own.',
  'library-unowned-target': 'A cell is sent to a module that no notebook owns.',
  'library-no-cell-id': 'An exported cell has no id, or shares it with another cell.',
  'library-not-typescript': 'A notebook with exported cells is not one in TypeScript.',
  'library-syntax': 'An exported cell cannot be parsed.',
  'library-not-erasable': 'An exported cell uses syntax that Node cannot strip.',
  'library-declared-twice': 'One module declares a name twice.',
  'library-exported-twice': 'One door exports a name twice.',
  'library-undeclared-export': 'A cell exports a name that its module does not declare.',
  'library-star-export': 'A cell exports everything of another module, so the index cannot name what it exports.',
  'library-type-import': 'A type is imported as if it were a value.',
  'library-relative-import': 'An exported cell imports by path.',
  'library-import-leaves-project': 'An exported cell imports a file outside the project.',
  'library-unknown-import': 'An exported cell imports a module of the project that does not exist.',
  'library-own-door-import': 'A module imports the index of its own folder.',
  'library-tslab-import': 'An exported cell imports tslab, which exists only in the kernel.',
  'library-plain-file': 'A file that was not generated stands where a module would be written.',
  'library-module-edited': 'A module was edited by hand, and an export would lose the edit.',
  'library-both-edited': 'A cell and its block in the module were both edited, to different texts.',
  'library-block-removed': 'A block was taken out of a module by hand, and its cell is still exported.',
  'library-cell-gone': 'A block was edited by hand, but the notebook exports its cell no more.',
  'library-order-changed': 'The order was changed in the notebook and in the module, in different ways.',
  'library-block-repeated': 'The marker of a cell stands in the library twice.',
  'library-outside-blocks': 'A module has text that is in none of its blocks.',
  'library-not-brought-back': 'No cell would export the text that a block has after an edit.',
  'library-conflict-marks': 'A module or an exported cell has conflict marks of git.',
  'library-index-edited': 'The index of a folder, which only the exporter writes, was edited by hand.',
  'library-no-such-file': 'A path that was given is neither a notebook nor a module of the project.',
  'library-not-exported':
    'A place was asked for that is in no exported module: a plain file, or a cell without an export directive.',
  'library-no-such-place':
    'A place was asked for that there is not: a line beyond the end, a cell or a name that nobody knows.',
  'library-watch-limit': 'The system watches no more folders: its limit of inotify is reached.',
} as const;

/** A code of this door. */
export type LibraryErrorCode = keyof typeof libraryErrors;

// %% notebooks/30_library/01_errors.ipynb#30a10006 fe73e828
/** An error of this door. `what` is one line without a full stop, `hint` what to type or change. */
export function libraryProblem(code: LibraryErrorCode, what: string, where: Where, hint?: string): OctavoError {
  const place = formatWhere(where);
  return new OctavoError(code, place ? `${place}: ${what}` : what, { where, hint });
}
