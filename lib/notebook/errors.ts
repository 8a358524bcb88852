// Generated from notebooks/20_notebook/01_errors.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 5d0b6a03

// %% notebooks/20_notebook/01_errors.ipynb#5d0b6a03 096d1748
/** The error codes of `octavo/notebook`, each with one sentence for docs/errors.md. */
export const notebookErrors = {
  'notebook-not-json': 'The file is not JSON; the message says the line and column of the first thing that is wrong.',
  'notebook-not-utf8': 'The file holds bytes that are not UTF-8 text, so it cannot be kept byte for byte.',
  'notebook-truncated': 'The file ends in the middle: it was cut short while it was written or copied, or it is empty.',
  'notebook-too-old': 'The file is of nbformat 3 or older, which has worksheets instead of cells.',
  'notebook-too-new': 'The file is of nbformat 5 or newer, which did not exist when this version of Octavo was made.',
  'notebook-invalid':
    'The file is JSON but no notebook: a part that every notebook has is missing or has another shape.',
  'directive-unknown-value': 'A directive has a value other than those it takes.',
  'directive-unknown':
    'A cell has a directive that there is not; a warning, unless the cell would be left out of the library by it.',
  'clean-setting-unknown':
    'The settings for octavo clean, in package.json or typed, say something that it does not know.',
  'clean-no-notebooks': 'There is no notebook in the folder that was to be cleaned.',
  'text-empty': 'The text view holds no cell, and applying it would empty the notebook.',
  'text-not-notebook': 'A text view was to be applied to a file whose name does not end with .ipynb.',
  'text-invalid': 'A cell line (`// %% …`) of the text view cannot be read.',
  'text-duplicate-id': 'Two cells of the text view have the same id.',
  'notebook-conflicted': 'The notebook holds a merge conflict: both versions of a cell, between cells with marks.',
  'merge-unknown-cell': 'A choice was made for a cell that is in no conflict of the notebook.',
} as const;
