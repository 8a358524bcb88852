import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { runProgram } from '../../../lib/host/index.ts';
import { codeCell, createNotebook, readNotebook, writeNotebook } from '../../../lib/notebook/index.ts';
import { readScraps, runNotebook } from '../../../lib/run/index.ts';
import { peers } from '../peers.ts';

// What TypeScript has glued, scrapbook reads; what scrapbook has glued, TypeScript reads.

const folder = mkdtempSync(join(tmpdir(), 'octavo-scraps-'));
const python = { name: 'python3', display_name: 'Python 3', language: 'python' };
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.skipIf(!peers)('glue() and readScraps() agree with scrapbook 0.5', async () => {
  const path = (name: string) => join(folder, name);
  const typescript = [
    "import { glue } from 'octavo/run/glue';",
    "glue('accuracy', 0.5);",
    "glue('note', 'good — ü');",
    "glue('layers', [1, { deep: null }]);",
    "glue('accuracy', 0.93);",
  ].join('\n');
  const result = await runNotebook(createNotebook({ cells: [codeCell(typescript)] }), { output: path('ours.ipynb') });
  expect(result.status).toBe('completed');
  const glued = [
    'import scrapbook as sb',
    "sb.glue('accuracy', 0.5)",
    "sb.glue('note', 'good — ü')",
    "sb.glue('layers', [1, {'deep': None}])",
    "sb.glue('accuracy', 0.93)",
    'from IPython.display import HTML',
    "sb.glue('table', HTML('<b>1</b>'), display=True)",
  ].join('\n');
  await writeNotebook(
    path('python.ipynb'),
    createNotebook({ cells: [codeCell(glued)], metadata: { kernelspec: python } }),
  );
  const program = join(import.meta.dirname, 'scraps.py');
  const args = [program, path('ours.ipynb'), `run:${path('python.ipynb')}:${path('theirs.ipynb')}`];
  const { code, out, err } = await runProgram(join(peers?.bin ?? '', 'python'), args, {
    cwd: folder,
    env: { ...process.env, JUPYTER_PATH: peers?.jupyterPath },
  });
  expect(code, err).toBe(0);
  const [ours, theirs] = out
    .toString('utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const values = {
    accuracy: { value: 0.93, encoder: 'json' },
    note: { value: 'good — ü', encoder: 'text' },
    layers: { value: [1, { deep: null }], encoder: 'json' },
  };
  expect(ours).toEqual(values);
  expect(theirs).toMatchObject(values);
  const read = readScraps(await readNotebook(path('theirs.ipynb')));
  expect(read).toMatchObject({ ...values, table: { encoder: 'display', display: { 'text/html': ['<b>1</b>'] } } });
  expect(readScraps(result.notebook)).toMatchObject(values);
});
