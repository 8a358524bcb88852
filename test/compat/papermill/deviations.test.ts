import { afterAll, describe, expect, test } from 'vitest';
import { peers } from '../peers.ts';
import { type Loose, pythonCell, pythonNotebook, removeFolders, runBoth } from './side-by-side.ts';

// Each row of the table "Where Octavo differs from papermill" in docs/run.md, measured against papermill itself.

const cells = (notebook: Loose) =>
  notebook.cells
    .filter((cell: Loose) => cell.cell_type === 'code')
    .map((cell: Loose) => cell.metadata.papermill.status);
const markers = (notebook: Loose) =>
  notebook.cells.filter((cell: Loose) => cell.metadata.tags.includes('papermill-error-cell-tag')).length;

async function run(name: string, sources: object[], args: string[] = []) {
  return await runBoth(`deviation-${name}`, { 'in.ipynb': pythonNotebook(sources) }, [
    'in.ipynb',
    'out.ipynb',
    ...args,
  ]);
}

describe.skipIf(!peers)('where octavo run differs from papermill', () => {
  afterAll(removeFolders);

  test('sys.exit(0) is a clean end, not an exception', async () => {
    const { papermill, octavo } = await run('exit0', [pythonCell('import sys; sys.exit(0)'), pythonCell('1')]);
    expect([papermill.code, papermill.notebook.metadata.papermill.exception]).toEqual([0, true]);
    expect(cells(papermill.notebook)).toEqual(['failed', 'pending']);
    expect([octavo.code, octavo.notebook.metadata.papermill.exception]).toEqual([0, null]);
    expect(cells(octavo.notebook)).toEqual(['completed', 'pending']);
    expect(octavo.notebook.metadata.octavo).toMatchObject({ status: 'exited', exit_code: 0 });
    expect([markers(papermill.notebook), markers(octavo.notebook)]).toEqual([0, 0]);
  });

  test('sys.exit(3) exits with 3', async () => {
    const { papermill, octavo } = await run('exit3', [pythonCell('import sys; sys.exit(3)'), pythonCell('1')]);
    expect([papermill.code, octavo.code]).toEqual([1, 3]);
    expect(octavo.notebook.metadata.octavo).toMatchObject({ status: 'exited', exit_code: 3 });
    expect([markers(papermill.notebook), markers(octavo.notebook)]).toEqual([2, 2]);
  });

  test('a cell with the tag raises-exception may raise', async () => {
    const raising = pythonCell('raise ValueError("wanted")', ['raises-exception']);
    const { papermill, octavo } = await run('raises', [raising, pythonCell('print(2)')]);
    expect([papermill.code, octavo.code]).toEqual([1, 0]);
    expect(octavo.notebook.metadata.octavo.status).toBe('completed');
    expect(cells(octavo.notebook)).toEqual(['completed', 'completed']);
    expect(markers(octavo.notebook)).toBe(0);
  });

  test('a cell with the tag skip-execution stays pending', async () => {
    const skipped = pythonCell('print(1)', ['skip-execution']);
    const { papermill, octavo } = await run('skip', [skipped, pythonCell('print(2)')]);
    expect([papermill.code, octavo.code]).toEqual([0, 0]);
    expect(cells(papermill.notebook)).toEqual(['completed', 'completed']);
    expect(cells(octavo.notebook)).toEqual(['pending', 'completed']);
    expect(octavo.notebook.cells[0].metadata.octavo).toEqual({ status: 'skipped' });
  });

  test('a kernel that died leaves a notebook that says so', async () => {
    const { papermill, octavo } = await run('died', [pythonCell('import os; os._exit(7)'), pythonCell('print(2)')]);
    expect([papermill.code, octavo.code]).toEqual([138, 138]);
    expect(papermill.notebook.metadata.papermill.exception).toBe(null);
    expect(octavo.notebook.metadata.papermill.exception).toBe(true);
    expect(octavo.notebook.metadata.octavo.status).toBe('kernel-died');
    expect(cells(octavo.notebook)).toEqual(['failed', 'pending']);
    const error = octavo.notebook.cells.flatMap((cell: Loose) => cell.outputs ?? []).at(-1);
    expect(error).toMatchObject({ ename: 'DeadKernelError', evalue: expect.stringContaining('exit code 7') });
  });

  test('a cell that takes too long is failed, and the run timed-out', async () => {
    const slow = pythonCell('import time; time.sleep(60)');
    const { papermill, octavo } = await run('timeout', [slow, pythonCell('1')], ['--execution-timeout', '1']);
    expect([papermill.code, octavo.code]).toEqual([1, 124]);
    expect(papermill.notebook.metadata.papermill.exception).toBe(null);
    expect(octavo.notebook.metadata.papermill.exception).toBe(true);
    expect(octavo.notebook.metadata.octavo.status).toBe('timed-out');
    expect(cells(octavo.notebook)).toEqual(['failed', 'pending']);
  });

  test('a failure without an error output gets one', async () => {
    const { papermill, octavo } = await run('magic', [pythonCell('%nosuchmagic'), pythonCell('print(2)')]);
    expect([papermill.code, octavo.code]).toEqual([1, 1]);
    const errors = (notebook: Loose) =>
      notebook.cells
        .flatMap((cell: Loose) => cell.outputs ?? [])
        .filter((output: Loose) => output.output_type === 'error');
    expect(errors(papermill.notebook)).toEqual([]);
    expect(errors(octavo.notebook)).toMatchObject([{ ename: 'UsageError' }]);
  });

  test('NaN in the parameters does not make a notebook that is not JSON', async () => {
    const given = [pythonCell('a = 1', ['parameters']), pythonCell('a')];
    const { papermill, octavo } = await run('nan', given, ['-p', 'a', 'nan']);
    expect([papermill.code, octavo.code]).toEqual([0, 0]);
    expect(papermill.notebook).toBeUndefined(); // JSON.parse refuses it
    expect(octavo.notebook.metadata.papermill.parameters).toEqual({ a: 'NaN' });
    expect(octavo.notebook.cells[1].source.join('')).toBe("# Parameters\na = float('nan')\n");
  });

  test('an integer that JSON readers would change is refused', async () => {
    const given = [pythonCell('a = 1', ['parameters']), pythonCell('a')];
    const { papermill, octavo } = await run('inexact', given, ['-p', 'a', '12345678901234567890']);
    expect([papermill.code, octavo.code]).toEqual([0, 1]);
    expect(octavo.stderr).toContain('-r NAME VALUE');
    expect(octavo.notebook).toBeUndefined();
  });
});
