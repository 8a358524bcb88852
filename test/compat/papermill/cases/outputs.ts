import type { Case } from './case.ts';

// What cells show, and cells of all kinds.

export const outputCases: Case[] = [
  { name: 'displays that are updated', notebook: 'updates-displays', code: 0 },
  { name: 'outputs that are cleared', notebook: 'clears-outputs', code: 0 },
  { name: 'rich outputs', notebook: 'rich-outputs', code: 0 },
  { name: 'streams', notebook: 'streams', code: 0 },
  { name: 'many and long lines', notebook: 'big-output', code: 0 },
  { name: 'magics, a pager and await', notebook: 'magics', code: 0 },
  { name: 'raw, empty and markdown cells, attachments, foreign metadata', notebook: 'all-kinds-of-cells', code: 0 },
  { name: 'outputs of an old run', notebook: 'old-outputs', code: 1 },
  { name: 'no cells', notebook: 'empty', code: 0 },
  { name: 'no cells, but parameters', notebook: 'empty', args: ['-p', 'a', '1'], code: 0 },
  { name: 'nothing but markdown', notebook: 'only-markdown', code: 0 },
  { name: 'sources in lists of lines', notebook: 'sources-in-lists', code: 0 },
  {
    name: 'a cell without source',
    notebook: 'cell-without-source',
    code: 1,
    deviations: ['cells without `source` or `metadata`'],
  },
  {
    name: 'a cell without metadata',
    notebook: 'cell-without-metadata',
    code: 1,
    deviations: ['cells without `source` or `metadata`'],
  },
  { name: 'an id twice', notebook: 'same-ids', code: 0 },
];
