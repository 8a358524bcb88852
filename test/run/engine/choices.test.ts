import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { nodeHost } from '../../../lib/host/index.ts';
import { codeCell, createNotebook, formatNotebook, type Notebook } from '../../../lib/notebook/index.ts';
import { checkChoices } from '../../../lib/run/engine/check-choices.ts';
import { limitRun } from '../../../lib/run/engine/run-limit.ts';
import { seedEnvironment } from '../../../lib/run/engine/seed.ts';
import { type RunOptions, runNotebook } from '../../../lib/run/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'octavo-choices-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const host = { ...nodeHost, cwd: () => folder };
const cells = [codeCell('1', { id: 'aa000001', tags: ['slow'] }), codeCell('2', { id: 'bb000002' })];
const notebook: Notebook = createNotebook({ cells });
writeFileSync(join(folder, 'file'), '');

test.each<[string, RunOptions, string]>([
  ['cwd', { cwd: 'none' }, 'The working folder none does not exist'],
  ['cwd', { cwd: 'file' }, 'The working folder file is a file, not a folder'],
  ['env', { env: { '': 'x' } }, '"" cannot be the name'],
  ['env', { env: { 'A=B': 'x' } }, '"A=B" cannot be the name'],
  ['env', { env: { A: 's3cr3t\0' } }, 'The value of the environment variable A holds a NUL'],
  ['seed-invalid', { seed: -1 }, 'The seed is -1'],
  ['seed-invalid', { seed: 1.5 }, 'The seed is 1.5'],
  ['seed-invalid', { seed: 2 ** 32 }, 'The seed is 4294967296'],
  ['seed-invalid', { env: { OCTAVO_SEED: 'x' } }, 'The seed in OCTAVO_SEED is "x"'],
  [
    'cell-unknown',
    { select: { fromCell: 'cc' } },
    'No cell is called "cc" (--from-cell): code cells are numbered 1 to 2',
  ],
  ['tag-unknown', { select: { tags: ['slwo'] } }, 'No cell has the tag "slwo" (--tag); there are: slow'],
  ['nothing-selected', { select: { fromCell: '2', toCell: '1' } }, 'Nothing is left to run'],
])('checkChoices() refuses with run-%s: %o', async (code, options, message) => {
  const error = await checkChoices(notebook, options, host).then(
    () => undefined,
    (thrown) => thrown,
  );
  expect(error).toMatchObject({ code: `run-${code}` });
  expect(error.message).toContain(message);
  expect(error.message).not.toContain('s3cr3t');
});

test('checkChoices() takes any folder for a notebook that is only prepared', async () => {
  await checkChoices(notebook, { cwd: 'none', prepareOnly: true }, host);
});

test('a wrong choice is refused before anything is written, and a tag for retries with its cell', async () => {
  const input = join(folder, 'in.ipynb');
  writeFileSync(
    input,
    formatNotebook(createNotebook({ cells: [codeCell('1', { id: 'cc000003', tags: ['retry:often'] })] })),
  );
  const output = join(folder, 'out.ipynb');
  await expect(runNotebook(input, { output }, host)).rejects.toMatchObject({
    code: 'run-retry-tag',
    where: { cell: 'cc000003' },
  });
  expect(await host.files.kind(output)).toBeUndefined();
});

test('a run inside another inherits its seed; Python is told too', async () => {
  const inside = { ...host, env: { OCTAVO_SEED: '12' } };
  expect((await checkChoices(notebook, {}, inside)).seed).toBe(12);
  expect((await checkChoices(notebook, { seed: 3 }, inside)).seed).toBe(3);
  const python = { name: 'python3', language: 'python', displayName: '', argv: [], env: {} } as never;
  expect(seedEnvironment(3, python)).toEqual({ OCTAVO_SEED: '3', PYTHONHASHSEED: '3' });
  expect(seedEnvironment(undefined, python)).toEqual({});
});

test('limitRun() passes the caller on, and takes no limit that a timer cannot wait for as over', async () => {
  const stop = new AbortController();
  const { signal, end } = limitRun({ runTimeoutMs: 1e12, signal: stop.signal });
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(signal?.aborted).toBe(false);
  stop.abort('terminated');
  expect(signal?.reason).toBe('terminated');
  end();
  expect(limitRun({}).signal).toBeUndefined();
});
