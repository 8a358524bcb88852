import { afterAll, expect, test } from 'vitest';
import { codeCell, type Notebook } from '../../lib/notebook/index.ts';
import { workplace } from './run-workplace.ts';

// How a failure is told. What ends a run, really done: run-endings-cells, run-endings-signals, run-lost, run-disk.

const place = workplace();
afterAll(place.remove);

const markerCount = (notebook: Notebook) => notebook.cells.filter((cell) => cell.kind === 'markdown').length;

test('a failure is told by cell, line and message, without a stack of Octavo', async () => {
  place.write('in.ipynb', [
    codeCell('1', { id: 'aaaa0001' }),
    codeCell("const x: number = 1;\nthrow new TypeError('no such column');", { id: 'b2c4d6e8' }),
  ]);
  const { stderr } = await place.octavo(['run', 'in.ipynb', 'out.ipynb', '--no-progress']);
  expect(stderr.split('\n')).toEqual([
    'octavo: in.ipynb:21 cell b2c4d6e8 [2] line 2: TypeError: no such column',
    '  in.ipynb cell b2c4d6e8 [2] line 2',
    '    1 | const x: number = 1;',
    "  > 2 | throw new TypeError('no such column');",
    '      |       ^',
    '    at in.ipynb cell b2c4d6e8 [2] line 2:7',
    'executed notebook: out.ipynb',
    '',
  ]);
});

test('running a failed notebook again removes the markers', async () => {
  place.write('in.ipynb', [codeCell("throw new Error('no');")]);
  await place.octavo(['run', 'in.ipynb', 'out.ipynb']);
  expect(markerCount(place.read('out.ipynb'))).toBe(2);
  const failed = place.read('out.ipynb');
  place.write('again.ipynb', [...failed.cells.slice(0, -1), { ...codeCell('1'), tags: [] } as never]);
  const { code } = await place.octavo(['run', 'again.ipynb', 'again.ipynb']);
  expect(code).toBe(0);
  expect(markerCount(place.read('again.ipynb'))).toBe(0);
});
