import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { peers } from '../peers.ts';
import type { DeviationName } from './deviations.ts';
import { fixture, type Loose, pythonCell, removeFolders, runBoth } from './side-by-side.ts';

// Deviations that the comparison of notebooks cannot see, because it leaves them out everywhere; and TypeScript.

const deviation = (line: DeviationName) => line;

describe.skipIf(!peers)('where octavo run differs from papermill everywhere', () => {
  afterAll(removeFolders);

  test(`${deviation('texts of one stream')}, ${deviation('extra key')}`, async () => {
    const { papermill, octavo } = await runBoth('streams', { 'in.ipynb': fixture('many-texts') }, [
      'in.ipynb',
      'out.ipynb',
    ]);
    const texts = (notebook: Loose) => notebook.cells[0].outputs.map((output: Loose) => [output.text].flat().join(''));
    expect(texts(papermill.notebook).length).toBeGreaterThan(1);
    expect(texts(octavo.notebook)).toEqual([texts(papermill.notebook).join('')]);
    expect(papermill.notebook.metadata).not.toHaveProperty('octavo');
    const version = JSON.parse(readFileSync(join(import.meta.dirname, '../../../package.json'), 'utf8')).version;
    expect(octavo.notebook.metadata.octavo).toMatchObject({
      status: 'completed',
      exit_code: 0,
      version,
      kernel: 'python3',
    });
  });

  test(deviation('`--stdout-file` and `--stderr-file` when nothing is printed'), async () => {
    const files = { 'in.ipynb': fixture('empty'), 'o.txt': 'older', 'e.txt': 'older' };
    const args = ['in.ipynb', 'out.ipynb', '--stdout-file', 'o.txt', '--stderr-file', 'e.txt'];
    const { papermill, octavo } = await runBoth('stream-files', files, args);
    expect([papermill.code, octavo.code], octavo.stderr).toEqual([0, 0]);
    const left = (folder: string) => ['o.txt', 'e.txt'].map((name) => readFileSync(join(folder, name), 'utf8'));
    expect([left(papermill.folder), left(octavo.folder)]).toEqual([
      ['older', 'older'],
      ['', ''],
    ]);
  });

  test(deviation('TypeScript: an unknown parameter, a wrong type, no parameters cell'), async () => {
    const metadata = { kernelspec: { display_name: 'TypeScript', language: 'typescript', name: 'tslab' } };
    const cell = (source: string, tags: string[]) => ({ id: 'cell-1', ...pythonCell(source, tags) });
    const notebook = (tags: string[]) =>
      JSON.stringify({ cells: [cell('const rate: number = 1;', tags)], metadata, nbformat: 4, nbformat_minor: 5 });
    const files = { 'in.ipynb': notebook(['parameters']), 'none.ipynb': notebook([]) };
    const unknown = await runBoth('typescript', files, ['in.ipynb', 'out.ipynb', '-p', 'rat', '1']);
    expect([unknown.papermill.code, unknown.octavo.code]).toEqual([1, 1]);
    expect(unknown.papermill.stderr).toContain('No parameter translator functions specified');
    expect(unknown.octavo.stderr).toContain('did you mean "rate"');
    const program = join(import.meta.dirname, '../../../bin/octavo.js');
    const refusal = (args: string[]) => {
      try {
        return execFileSync(process.execPath, [program, 'run', ...args], { cwd: unknown.octavo.folder, stdio: 'pipe' });
      } catch (error) {
        return String((error as Loose).stderr);
      }
    };
    expect(refusal(['in.ipynb', 'out.ipynb', '-p', 'rate', 'fast'])).toContain('rate');
    expect(refusal(['none.ipynb', 'out.ipynb', '-p', 'rate', '2'])).toContain('no parameters cell');
    expect(unknown.octavo.notebook).toBeUndefined();
  });
});
