// Generated from notebooks/40_run/01_errors.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 40010003

// %% notebooks/40_run/01_errors.ipynb#40010003 e4d869dc
/** The error codes of `octavo/run`. */
export const runErrors = {
  'run-parameter-unknown': 'a parameter was given that the parameters cell does not declare',
  'run-parameter-type': 'a value does not fit the declared type of its parameter',
  'run-parameter-missing': 'a parameter is declared without a value, and none was given',
  'run-parameter-inexact': 'an integer is beyond what a number holds exactly (2^53)',
  'run-parameter-file': 'a file or text of parameters is not a mapping of names to values',
  'run-parameters-syntax': 'the parameters cell is not valid TypeScript',
  'run-no-parameters-cell': 'parameters were given, but no cell is tagged "parameters"',
  'run-no-kernel': 'the notebook names no kernel and no language',
  'run-no-translator': 'parameters cannot be written in the language of the notebook',
  'run-output-folder': 'the folder of the output notebook does not exist or is not a folder',
  'run-output-unwritable': 'the output notebook cannot be written where it was asked for',
  'run-failed': 'the notebook failed, and the caller asked for an error (throwOnError)',
} as const;
