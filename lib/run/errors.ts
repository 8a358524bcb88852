// Generated from notebooks/40_run/01_errors.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 40010003

// %% notebooks/40_run/01_errors.ipynb#40010003 75fe30e5
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
  'run-cell-unknown': 'no cell of the notebook is the one where the run was to begin or end (--from-cell, --to-cell)',
  'run-tag-unknown': 'no cell of the notebook has a tag by which cells were to be chosen (--tag, --skip-tag)',
  'run-nothing-selected': 'of the cells that were chosen none has anything to run',
  'run-retry-tag': 'a tag that asks for retries is not retry:N or retry:N:PAUSE',
  'run-seed-invalid': 'a seed is not a whole number from 0 to 4294967295',
  'run-cwd': 'the working folder of the kernel does not exist or is not a folder',
  'run-env': 'an environment variable is not NAME=VALUE',
  'run-failed': 'the notebook failed, and the caller asked for an error (throwOnError)',
  'run-sweep-values': 'the values or the distribution of a parameter of a sweep cannot be read',
  'run-sweep-table': 'a table of runs (CSV or JSON lines) cannot be read',
  'run-sweep-size': 'a sweep would have more runs than anybody can have meant',
  'run-sweep-name': 'two parts of the command line give values to the same parameter of a sweep',
  'run-sweep-output': 'two runs of a sweep would write the same executed notebook',
} as const;
