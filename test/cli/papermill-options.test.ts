import { expect, test } from 'vitest';
import { parseCommandLine } from '../../lib/cli/parse.ts';
import { papermillOptions } from '../../lib/cli/run-options/papermill.ts';

const read = async (...args: string[]) =>
  await papermillOptions.read(parseCommandLine(args, papermillOptions.options, 'octavo run').values);

const meanings: [words: string[], means: object][] = [
  [['--inject-paths'], { injectPaths: { input: true, output: true } }],
  [['--inject-input-path'], { injectPaths: { input: true, output: false } }],
  [['--inject-output-path'], { injectPaths: { input: false, output: true } }],
  [['--no-request-save-on-cell-execute'], { saveOnCellExecute: false }],
  [['--autosave-cell-every', '0'], { autosaveCellEveryMs: 0 }],
  [['--autosave-cell-every=2'], { autosaveCellEveryMs: 2000 }],
  [['--prepare-only'], { prepareOnly: true }],
  [['--prepare-only', '--prepare-execute'], { prepareOnly: false }],
  [['-kx', '--kernel', 'y'], { kernel: 'y' }],
  [['-l', 'R'], { language: 'R' }],
  [['--cwd', '/'], { cwd: '/' }],
  [['--start_timeout', '5'], { startTimeoutMs: 5000 }],
  [['--report-mode'], { reportMode: true }],
  [['--report-mode', '--no-report-mode'], { reportMode: false }],
  [[], { saveOnCellExecute: true, autosaveCellEveryMs: undefined, startTimeoutMs: undefined, prepareOnly: false }],
];

test.each(meanings)('%o is what papermill means by it', async (words, means) => {
  expect(await read(...words)).toMatchObject(means);
});

test("a cell's limit of 0 or less is none, as nbclient has it; what is no number is refused", async () => {
  expect((await read('--execution-timeout', '2')).cellTimeoutMs).toBe(2000);
  for (const none of [['--execution-timeout', '0'], ['--execution-timeout', '-1'], ['--execution-timeout=-1'], []])
    expect((await read(...none)).cellTimeoutMs).toBeUndefined();
  await expect(read('--execution-timeout', '')).rejects.toMatchObject({ code: 'usage' });
});
