import { pythonCell, pythonNotebook } from '../side-by-side.ts';
import type { Case } from './case.ts';

// How a run ends: errors, exits, tags, time-outs, kernels that die.

export const endingCases: Case[] = [
  { name: 'an error in the middle', notebook: 'error-in-the-middle', stderr: ['ZeroDivisionError'], code: 1 },
  { name: 'an error in the last cell', notebook: 'error-in-the-last', stderr: ['KeyError'], code: 1 },
  { name: 'an error in the first cell', notebook: 'error-in-the-first', stderr: ['at once'], code: 1 },
  { name: 'an error with a cause', notebook: 'error-with-a-cause', stderr: ['wrapped'], code: 1 },
  { name: 'a group of errors', notebook: 'error-group', code: 1, deviations: ['failure without an `error` output'] },
  { name: 'an error class of its own', notebook: 'own-error', stderr: ['<own> & text'], code: 1 },
  { name: 'an assertion', notebook: 'assertion-without-text', stderr: ['AssertionError'], code: 1 },
  { name: 'an error behind an await', notebook: 'async-error', stderr: ['later'], code: 1 },
  {
    name: 'a cell magic that does not exist',
    notebook: 'bad-cell-magic',
    code: 1,
    deviations: ['failure without an `error` output'],
  },
  { name: 'KeyboardInterrupt raised by a cell', notebook: 'interrupts-itself', code: 1 },
  { name: 'input that nobody can give', notebook: 'asks-for-input', code: 1 },
  { name: 'sys.exit(None)', notebook: 'exit-none', code: 0, deviations: ['`sys.exit(0)`'] },
  { name: 'sys.exit(3)', notebook: 'exit-3', code: 1, deviations: ['`sys.exit(3)`'] },
  {
    name: 'sys.exit(256), of which a system would make 0',
    at: 'in.ipynb',
    files: { 'in.ipynb': pythonNotebook([pythonCell('import sys\nsys.exit(256)'), pythonCell('"never"')]) },
    code: 1,
  },
  { name: 'sys.exit(True)', notebook: 'exit-true', code: 1 },
  { name: 'sys.exit with a text', notebook: 'exit-text', code: 1 },
  { name: 'raise SystemExit(2)', notebook: 'exit-raised-2', code: 1, deviations: ['`sys.exit(3)`'] },
  { name: 'the tag raises-exception', notebook: 'may-raise', code: 1, deviations: ['tag `raises-exception`'] },
  { name: 'the tag raises-exception on a cell that does not raise', notebook: 'may-raise-but-does-not', code: 0 },
  { name: 'the tag skip-execution', notebook: 'skips-a-cell', code: 0, deviations: ['tag `skip-execution`'] },
  {
    name: 'a cell that takes too long',
    notebook: 'sleeps',
    args: ['--execution-timeout', '5'], // which the first cell must not need
    code: 1,
    deviations: ['`--execution-timeout`'],
  },
  { name: 'a cell that ends the kernel', notebook: 'dies-by-exit', code: 138, deviations: ['the kernel dies'] },
  { name: 'a kernel that is killed', notebook: 'dies-by-signal', code: 138, deviations: ['the kernel dies'] },
];
