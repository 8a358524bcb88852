import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { nodeHost } from '../../../lib/host/index.ts';
import { type Cell, codeCell, createNotebook, formatNotebook } from '../../../lib/notebook/index.ts';
import type { JsonObject } from '../../../lib/notebook/json/index.ts';
import { runNotebook } from '../../../lib/run/index.ts';
import { refuseOtherNotebook } from '../../../lib/run/storage/other-notebook.ts';

const folder = mkdtempSync(join(tmpdir(), 'octavo-other-'));
afterAll(() => rmSync(folder, { recursive: true }));
const host = { ...nodeHost, cwd: () => folder };
const refused = expect.objectContaining({ code: 'run-output-other' });
const cell = (text: string, id: string) => codeCell(text, { id });
const text = (cells: Cell[], metadata: JsonObject = {}) => formatNotebook(createNotebook({ cells, metadata }));
const source = createNotebook({ cells: [cell('load();', 'aaaa0001'), cell('train();', 'aaaa0002')] });
const mine = [cell('load();', 'bbbb0001'), cell('plot();', 'bbbb0002'), cell('save();', 'bbbb0003')];

function check(content: string): void {
  writeFileSync(join(folder, 'out.ipynb'), content);
  refuseOtherNotebook('out.ipynb', source, host);
}

test.each([
  ['of an earlier run', text(mine, { papermill: { exception: null } })],
  ['of an earlier run, on one line', JSON.stringify(JSON.parse(text(mine, { papermill: { exception: null } })))],
  ['of an earlier run with large parameters', text(mine, { papermill: { parameters: { a: 'x'.repeat(100_000) } } })],
  ['that is a copy without its metadata', text([cell('load();', 'aaaa0001'), cell('edited();', 'aaaa0002')])],
  ['that has the same text in other cells', text([cell('train();', 'bbbb0001'), cell('load();', 'bbbb0002')])],
  ['without cells', text([])],
  ['with an empty cell', text([cell(' \n', 'bbbb0001')])],
  ['that is cut off', text(mine).slice(0, 60)],
  ['that is an empty file', ''],
])('refuseOtherNotebook() lets one be written over %s', (_, content) => {
  expect(() => check(content)).not.toThrow();
});

test.each([
  ['of other cells', text(mine)],
  ['with a cell that a run has touched', text([{ ...(mine[1] as Cell), metadata: { papermill: { duration: 1 } } }])],
])('refuseOtherNotebook() refuses to let one be lost %s', (_, content) => {
  expect(() => check(content)).toThrow(refused);
});

test('a run begins nothing where the notebook of somebody would be lost; by the rules of papermill it is', async () => {
  const [input, output] = [join(folder, 'in.ipynb'), join(folder, 'mine.ipynb')];
  writeFileSync(input, formatNotebook(source));
  writeFileSync(output, text(mine));
  await expect(runNotebook(input, { output, prepareOnly: true })).rejects.toThrow(refused);
  expect(readFileSync(output, 'utf8')).toBe(text(mine));
  await runNotebook(input, { output, prepareOnly: true, rules: 'papermill' });
  expect(readFileSync(output, 'utf8')).toContain('train();');
  await runNotebook(input, { output, prepareOnly: true }); // what a run has written
  await runNotebook(input, { output: input, prepareOnly: true }); // in its own place
  expect(readFileSync(input, 'utf8')).toContain('"papermill"');
});
