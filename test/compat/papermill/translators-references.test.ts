import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { peers } from '../peers.ts';
import { pythonCell, pythonNotebook, removeFolders, runBoth } from './side-by-side.ts';

const source = 'token = ""\nport: int = 80\nrate = 0.5\non = False\ncert = ""';
const show = pythonCell('print([token[::-1], port, rate, on, cert[::-1]])');

describe.skipIf(!peers)('references of a Python notebook', () => {
  afterAll(removeFolders);

  test('octavo run reads them in the cell, as the parameters are declared; to papermill they are text', async () => {
    process.env.OCTAVO_TEST_TOKEN = 'hunter2';
    process.env.OCTAVO_TEST_NUMBER = '12';
    const files = { 'in.ipynb': pythonNotebook([pythonCell(source, ['parameters']), show]), 'cert.pem': 'one\ntwo\n' };
    const given = [
      'token env:OCTAVO_TEST_TOKEN',
      'port env:OCTAVO_TEST_NUMBER',
      'rate env:OCTAVO_TEST_NUMBER',
      'cert file:cert.pem',
    ];
    const args = given.flatMap((each) => ['-p', ...each.split(' ')]);
    const { papermill, octavo } = await runBoth('references', files, ['in.ipynb', 'out.ipynb', ...args]);
    delete process.env.OCTAVO_TEST_TOKEN;
    delete process.env.OCTAVO_TEST_NUMBER;
    expect([papermill.code, octavo.code], octavo.stderr).toEqual([0, 0]);
    expect(octavo.notebook.metadata.papermill.parameters).toEqual(papermill.notebook.metadata.papermill.parameters);
    const printed = [octavo.notebook.cells[2].outputs[0].text].flat().join('');
    expect(printed).toBe("['2retnuh', 12, 12.0, False, 'owt\\neno']\n"); // backwards: as they are, both are masked
    const cell = [octavo.notebook.cells[1].source].flat().join('');
    expect(cell).toContain(
      'import os\ntoken = os.environ["OCTAVO_TEST_TOKEN"]\nport = int(os.environ["OCTAVO_TEST_NUMBER"])\n',
    );
    expect(cell).not.toContain('hunter2');
    expect(readFileSync(join(octavo.folder, 'in.ipynb'), 'utf8')).not.toContain('hunter2');
  });
});
