import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { NotebookTest } from '../../lib/test/index.ts';
import { type TestOptions, testNotebooks } from '../../lib/test/notebooks/test-notebooks.ts';
import { makeProject, type TestProject } from '../library/make-project.ts';
import { sampleFiles, samples } from './test/samples.ts';

let project: TestProject;

beforeAll(async () => {
  project = await makeProject(sampleFiles);
});

afterAll(() => project.remove());

/** The paths are looked for from where the process is. */
async function run(paths: string[], options: TestOptions): Promise<NotebookTest[]> {
  const inProject = paths.map((path) => join(project.root, path));
  return (await testNotebooks(inProject, options)).tests;
}

/** As samples say it: `failed c0000002 [2] line 3 AssertionError`. */
function told({ status, cells, failure }: NotebookTest): string {
  if (!failure) {
    const reasons = cells.flatMap((cell) => (cell.reason ? [cell.reason] : []));
    const isAll = status === 'skipped' || reasons.length === 0;
    return isAll
      ? status
      : `${status} ${[...new Set(reasons)]
          .sort()
          .map((one) => `1 ${one}`)
          .join(', ')}`;
  }
  const { cell, index } = failure.where;
  const line = failure.ename === 'exited' ? undefined : failure.where.line; // the kernel is gone, and does not tell
  const ename = ['WorkerLost', 'DeadKernelError'].includes(failure.ename) ? 'gone' : failure.ename;
  return [status, cell, index && `[${index}]`, line && `line ${line}`, ename].filter(Boolean).join(' ');
}

for (const kernel of [false, true]) {
  test(`every kind of notebook, ${kernel ? 'on kernels' : 'the quick way'}`, async () => {
    const all = Object.keys(samples).filter((name) => !name.includes('/'));
    const ending = [...all.map((name) => `notebooks/${name}.ipynb`), 'notebooks/other', 'notebooks/resting'];
    const options = { root: project.root, kernel };
    const tests = [
      ...(await run(ending, options)),
      ...(await run(['notebooks/endless'], { ...options, cellTimeoutMs: 2000 })),
    ];
    const is = Object.fromEntries(tests.map((one) => [one.notebook.slice('notebooks/'.length, -6), told(one)]));
    expect(is).toEqual(Object.fromEntries(Object.entries(samples).map(([name, sample]) => [name, sample.is])));
    const left = await readdir(project.root, { recursive: true });
    expect(left.filter((name) => /local_data|test-/.test(name))).toEqual([]);
  });
}
