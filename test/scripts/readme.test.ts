import { expect, test } from 'vitest';
import { codeCell, createNotebook, markdownCell } from '../../lib/notebook/index.ts';
import { formatReadme } from '../../scripts/readme-text.ts';

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
      '<!-- Generated from notebooks/index.ipynb by `node scripts/readme.ts`. Edit the notebook, not this page. -->',
      '# Title',
      '```ts\n1 + 1\n```',
      '```text\nprinted\n```',
      '```text\n2\n```',
      '````ts\nconst fence = "```";\n````\n',
    ].join('\n\n'),
  );
});
