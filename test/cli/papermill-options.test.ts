import { expect, test } from 'vitest';
import { parseCommandLine } from '../../lib/cli/parse.ts';
import { papermillOptions } from '../../lib/cli/run-options/papermill.ts';

const read = async (...args: string[]) =>
  await papermillOptions.read(parseCommandLine(args, papermillOptions.options, 'octavo run').values);

test("a cell's limit of 0 or less is none, as nbclient has it; what is no number is refused", async () => {
  expect((await read('--execution-timeout', '2')).cellTimeoutMs).toBe(2000);
  for (const none of [['--execution-timeout', '0'], ['--execution-timeout', '-1'], ['--execution-timeout=-1'], []])
    expect((await read(...none)).cellTimeoutMs).toBeUndefined();
  await expect(read('--execution-timeout', '')).rejects.toMatchObject({ code: 'usage' });
});
