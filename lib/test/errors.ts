// Generated from notebooks/50_test/02_errors.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 50a20003

// %% notebooks/50_test/02_errors.ipynb#50a20003 0f7b05db
/** The codes of this door, each with what it means. */
export const testErrors = {
  'test-no-notebooks': 'There is no notebook at a path that was given to test.',
  'test-outside-project': 'A path that was given to test lies outside the project.',
  'test-jobs': 'The number of notebooks to run at a time is not a whole number from 1 on.',
} as const;
