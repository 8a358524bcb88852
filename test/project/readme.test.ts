import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { findProject } from '../../lib/host/index.ts';
import { codeCell, createNotebook, markdownCell, writeNotebook } from '../../lib/notebook/index.ts';
import { formatReadme, writeReadme } from '../../lib/project/index.ts';
import { expectError } from '../../lib/test/index.ts';

test('formatReadme() shows Markdown, code without directives, and kept outputs', () => {
  const shown = codeCell('//| keep\n1 + 1', { id: '0b000001' });
  const cells = [
    markdownCell('# Title\n', { id: '0b000002' }),
    {
      ...shown,
      outputs: [
        { output_type: 'stream' as const, name: 'stdout' as const, text: ['printed\n'] },
        { output_type: 'execute_result' as const, execution_count: 1, data: { 'text/plain': '2' }, metadata: {} },
      ],
    },
    codeCell("//| hide\nimport assert from 'node:assert/strict';", { id: '0b000003' }),
    codeCell('const fence = "```";', { id: '0b000004' }),
  ];
  expect(formatReadme(createNotebook({ cells }), 'notebooks/index.ipynb')).toBe(
    [
      '<!-- Generated from notebooks/index.ipynb by `octavo prepare`. Edit the notebook, not this page. -->',
      '# Title',
      '```ts\n1 + 1\n```',
      '```text\nprinted\n```',
      '```text\n2\n```',
      '````ts\nconst fence = "```";\n````\n',
    ].join('\n\n'),
  );
});

test('writeReadme() replaces what it has made, and nothing that a person wrote', async () => {
  const root = mkdtempSync(join(tmpdir(), 'octavo-readme-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const [readme, manifest] = [join(root, 'README.md'), join(root, 'package.json')];
  writeFileSync(manifest, '{}');
  await expectError(() => writeReadme(findProject(root)), { code: 'project-readme-unnamed' });
  writeFileSync(manifest, '{ "octavo": { "readme": "index.ipynb" } }');
  const write = async (text: string) => {
    await writeNotebook(join(root, 'index.ipynb'), createNotebook({ cells: [markdownCell(text, { id: '0b000001' })] }));
  };
  await write('# One');
  expect(await writeReadme(findProject(root))).toEqual({ path: 'README.md', notebook: 'index.ipynb', changed: true });
  await write('# Two');
  expect((await writeReadme(findProject(root), { write: false })).changed).toBe(true);
  expect(readFileSync(readme, 'utf8')).toContain('# One');
  await writeReadme(findProject(root));
  expect(readFileSync(readme, 'utf8')).toContain('# Two');
  expect((await writeReadme(findProject(root))).changed).toBe(false);
  writeFileSync(readme, '# Mine\n');
  await expectError(() => writeReadme(findProject(root)), { code: 'project-readme-foreign' });
  expect(readFileSync(readme, 'utf8')).toBe('# Mine\n');
});

test('writeReadme() does not write through a link that a repository brings', async () => {
  const root = mkdtempSync(join(tmpdir(), 'octavo-readme-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const elsewhere = join(root, 'authorized_keys'); // empty, as a page is that is still to be written
  writeFileSync(elsewhere, '');
  symlinkSync(elsewhere, join(root, 'README.md'));
  writeFileSync(join(root, 'package.json'), '{ "octavo": { "readme": "index.ipynb" } }');
  const notebook = createNotebook({ cells: [markdownCell('ssh-rsa AAAA', { id: '0b000001' })] });
  await writeNotebook(join(root, 'index.ipynb'), notebook);
  await expectError(() => writeReadme(findProject(root)), { code: 'file-unwritable' });
  expect(readFileSync(elsewhere, 'utf8')).toBe('');
});
