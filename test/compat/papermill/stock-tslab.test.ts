import { afterAll, describe, expect, test } from 'vitest';
import { cellTags, codeCell } from '../../../lib/notebook/index.ts';
import { workplace } from '../../system/run-workplace.ts';
import { peers } from '../peers.ts';

// The same notebooks run on stock tslab with -k: papermill cannot give it parameters, and loses its errors.

describe.skipIf(!peers)('octavo run -k tslab', () => {
  const place = workplace();
  const environment = { JUPYTER_PATH: peers?.jupyterPath ?? '' };
  afterAll(place.remove);

  test('injects parameters', async () => {
    place.write('in.ipynb', [
      codeCell('const epochs: number = 5;', { tags: ['parameters'] }),
      codeCell("'epochs ' + epochs"),
    ]);
    const args = ['run', 'in.ipynb', 'out.ipynb', '-k', 'tslab', '-p', 'epochs', '7', '--json'];
    const { code, stdout, stderr } = await place.octavo(args, environment);
    expect([code, JSON.parse(stdout).status], stderr).toEqual([0, 'completed']);
    const notebook = place.read('out.ipynb');
    expect(notebook.cells.map(cellTags)).toEqual([['parameters'], ['injected-parameters'], []]);
    expect(JSON.stringify(notebook.cells[2]?.outputs)).toContain('epochs 7');
    expect(notebook.metadata.octavo).toMatchObject({ kernel: 'tslab' });
  });

  test('a failure that is only printed becomes an error output and a message', async () => {
    place.write('in.ipynb', [codeCell("throw new TypeError('no such column');"), codeCell('1')]);
    const { code, stderr } = await place.octavo(['run', 'in.ipynb', 'out.ipynb', '-k', 'tslab'], environment);
    expect(code).toBe(1);
    expect(stderr).toContain('TypeError: no such column');
    const outputs = place.read('out.ipynb').cells.flatMap((cell) => cell.outputs);
    expect(outputs.at(-1)).toMatchObject({ output_type: 'error', ename: 'TypeError', evalue: 'no such column' });
  });

  test('process.exit(0) takes the kernel down, and the run says so', async () => {
    place.write('in.ipynb', [codeCell('(globalThis as any).process.exit(0);'), codeCell('1')]);
    const { code } = await place.octavo(['run', 'in.ipynb', 'out.ipynb', '-k', 'tslab'], environment);
    expect(code).toBe(138);
    expect(place.read('out.ipynb').metadata.octavo).toMatchObject({ status: 'kernel-died' });
  });
});
