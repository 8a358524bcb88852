import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { parseCommandLine } from '../../lib/cli/parse.ts';
import { cellOptions } from '../../lib/cli/run-options/cells.ts';

const folder = mkdtempSync(join(tmpdir(), 'octavo-options-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const read = async (...args: string[]) =>
  await cellOptions.read(parseCommandLine(args, cellOptions.options, 'octavo run').values);

test('tags are told by commas or by repetition, and a cell by its id or number', async () => {
  const { select } = await read(
    '--tag',
    'a, b',
    '--tag',
    'c',
    '--skip-tag',
    'd',
    '--from-cell',
    '3',
    '--to-cell',
    'ab',
  );
  expect(select).toEqual({ fromCell: '3', toCell: 'ab', tags: ['a', 'b', 'c'], skipTags: ['d'] });
});

test('a variable is cut at its first sign of equality; --env wins over the files, the later file over the earlier', async () => {
  const [first, second] = ['first.env', 'second.env'].map((name) => join(folder, name)) as [string, string];
  writeFileSync(first, '# comment\nA=1\nB="two words"\nC=3\n');
  writeFileSync(second, 'C=4\nexport D=5\n');
  const { env } = await read('--env', 'E=a=b', '--env', 'A=', '--env-from', first, '--env-from', second);
  expect(env).toEqual({ A: '', B: 'two words', C: '4', D: '5', E: 'a=b' });
});

test('limits and seeds are numbers', async () => {
  expect(await read('--timeout', '1.5', '--seed', '4294967295')).toMatchObject({
    runTimeoutMs: 1500,
    seed: 4294967295,
  });
});

test.each([
  ['--env', 's3cr3t'],
  ['--env', '=s3cr3t'],
  ['--tag', 'a,,b'],
  ['--skip-tag', ''],
  ['--seed', '-1'],
  ['--seed', '1.5'],
  ['--timeout', '0'],
  ['--timeout', 'soon'],
])('%s %s is refused by name, and a value that may be secret is not shown', async (option, value) => {
  const error: Error & { code?: string; exitCode?: number } = await read(`${option}=${value}`).then(
    () => new Error('taken'),
    (thrown) => thrown,
  );
  expect([error.code, error.exitCode]).toEqual(['usage', 2]);
  expect(error.message).toContain(option);
  expect(error.message).not.toContain('s3cr3t');
});

test('a file of variables that is not there is named', async () => {
  await expect(read('--env-from', join(folder, 'none.env'))).rejects.toMatchObject({ code: 'file-missing' });
});
