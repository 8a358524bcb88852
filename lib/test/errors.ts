// Generated from notebooks/50_test/02_errors.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 50a20003

// %% notebooks/50_test/02_errors.ipynb#50a20003 9e65b1fa
/** The codes of this door, each with what it means. */
export const testErrors = {
  'test-no-notebooks': 'There is no notebook at a path that was given to test.',
  'test-outside-project': 'A path that was given to test lies outside the project.',
  'test-jobs': 'The number of notebooks to run at a time is not a whole number from 1 on.',
  'test-no-match': 'No cell has the name that was asked for with -t.',
  'test-flag-unknown':
    'A flag was asked for that the project does not name in "octavo": { "test": { "flags": [...] } } of its package.json.',
  'test-no-vitest': 'Vitest is not installed, which runs notebooks the quick way.',
  'test-no-coverage': 'The package with which vitest measures coverage is not installed.',
} as const;
