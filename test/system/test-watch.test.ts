import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestSummary } from '../../lib/test/index.ts';
import { watchNotebooks } from '../../lib/test/vitest/watch-notebooks.ts';
import { makeProject, notebookText, type TestProject } from '../library/make-project.ts';

let project: TestProject;

beforeAll(async () => {
  project = await makeProject({
    'lib/cost.ts': 'export const cost = 1;\n',
    'notebooks/alone.ipynb': ['const a = 1;'],
    'notebooks/uses.ipynb': ["import { cost } from 'shop/cost';\nif (cost > 2) throw new Error('too dear');"],
  });
});

afterAll(() => project.remove());

test('octavo test --watch runs again what a change touches, until it is stopped', async () => {
  const rounds: string[][] = [];
  const onRound = ({ tests }: TestSummary) => {
    rounds.push(tests.map(({ notebook, status }) => `${notebook.slice('notebooks/'.length)} ${status}`));
  };
  const stop = new AbortController();
  const before = process.cwd();
  process.chdir(project.root);
  try {
    const options = { cellTimeoutMs: 60_000, flags: [], signal: stop.signal, onTest: () => {}, onRound };
    const watching = watchNotebooks([], options);
    await expect.poll(() => rounds.length).toBe(1);
    expect(rounds[0]).toEqual(['alone.ipynb passed', 'uses.ipynb passed']);
    await writeFile(join(project.root, 'lib/cost.ts'), 'export const cost = 3;\n');
    await expect.poll(() => rounds.at(-1)).toEqual(['uses.ipynb failed']);
    await writeFile(join(project.root, 'notebooks/alone.ipynb'), notebookText(['throw new Error("now");']));
    await expect.poll(() => rounds.at(-1)).toEqual(['alone.ipynb failed']);
    stop.abort();
    await watching;
  } finally {
    process.chdir(before);
  }
});
