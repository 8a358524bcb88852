import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { nodeHost } from '../../../lib/host/index.ts';
import { codeCell, createNotebook } from '../../../lib/notebook/index.ts';
import { runNotebook } from '../../../lib/run/index.ts';
import { refuseLinkedEscape } from '../../../lib/run/storage/linked-escape.ts';

const root = mkdtempSync(join(tmpdir(), 'octavo-linked-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const cwd = join(root, 'project');
mkdirSync(join(cwd, 'out', 'real'), { recursive: true });
mkdirSync(join(root, 'elsewhere'));
writeFileSync(join(root, 'elsewhere', 'there.ipynb'), '');
symlinkSync('real', join(cwd, 'out', 'inside'));
symlinkSync(join(root, 'elsewhere'), join(cwd, 'out', 'away'));
symlinkSync('away', join(cwd, 'out', 'twice'));
symlinkSync('circle', join(cwd, 'out', 'circle'));
symlinkSync(join(root, 'elsewhere', 'there.ipynb'), join(cwd, 'out', 'file.ipynb'));
symlinkSync('../../elsewhere/new.ipynb', join(cwd, 'out', 'dangling.ipynb'));
symlinkSync(join(root, 'elsewhere'), join(cwd, 'chosen'));

const template = 'out/{name}.ipynb';
const refused = expect.objectContaining({ code: 'run-template-escape' });

test.each(['x', 'new/x', 'inside/x', 'real/x', 'circle/x'])('refuseLinkedEscape() lets out/%s.ipynb be', (name) => {
  refuseLinkedEscape(template, `out/${name}.ipynb`, cwd);
});

test.each(['away/x', 'away/new/x', 'twice/x', 'inside/../away/x', 'file', 'dangling'])(
  'refuseLinkedEscape() refuses out/%s.ipynb, which a link leads elsewhere',
  (name) => {
    expect(() => refuseLinkedEscape(template, `out/${name}.ipynb`, cwd)).toThrow(refused);
  },
);

test('refuseLinkedEscape() follows the links that the author of the template wrote', () => {
  refuseLinkedEscape('chosen/{name}.ipynb', 'chosen/x.ipynb', cwd);
  refuseLinkedEscape('out/away/x.ipynb', 'out/away/x.ipynb', cwd);
  refuseLinkedEscape('https://host/{name}.ipynb', 'https://host/x.ipynb', cwd);
});

test('runNotebook() refuses such a value before anything runs, for its output and its input', async () => {
  const host = { ...nodeHost, cwd: () => cwd };
  const notebook = createNotebook({ cells: [codeCell("const name = '';", { tags: ['parameters'] })] });
  const parameters = { name: 'away/there' };
  await expect(runNotebook(notebook, { output: template, parameters }, host)).rejects.toThrow(refused);
  await expect(runNotebook(template, { output: null, parameters }, host)).rejects.toThrow(refused);
  expect(existsSync(join(cwd, 'local_data'))).toBe(false);
});
