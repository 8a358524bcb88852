import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cleanNotebook, cleanNotebookText } from '../../../lib/notebook/clean/index.ts';
import { cleanRules } from '../../../lib/notebook/clean/volatile.ts';
import { pathCleaner } from '../../../lib/notebook/clean/volatile-text.ts';
import { formatNotebook, parseNotebook } from '../../../lib/notebook/index.ts';
import fc from '../../property.ts';
import { createRandom, randomNotebookText } from '../random-notebook.ts';

const places = [
  { folder: '/home/ada/my shop', as: '' },
  { folder: '/home/ada', as: '~' },
  { folder: '/tmp', as: '$TMPDIR' },
  { folder: 'C:\\Users\\Ada', as: '~' },
];
const options = { places };

// What the rules look for, what looks like it, and what could stand around it.
const pieces = [
  ...[
    '<Model at 0x7f12>',
    ' at 0x7f',
    '>',
    '<',
    '&gt;',
    ': ',
    '0x7f12',
    'In[3], line 1',
    'In [4], line',
    ' cell a1 [2] line 3',
  ],
  ...[
    '/home/ada/my shop',
    '/home/ada',
    '/home/grace/x',
    '/Users/bob/',
    '/tmp',
    'file://',
    '/',
    '\\',
    '.',
    '~',
    'C:\\Users\\Ada',
  ],
  ...[
    '(node:17)',
    '\n',
    'Symbol(asyncId): 5',
    '_idleStart: 9',
    '\u001b[32m',
    'ipykernel_12/',
    'blob:nodedata:',
    ' ',
    'a',
    '-',
    '😀',
    'ß',
    '"',
  ],
];
const text = fc.array(fc.constantFrom(...pieces), { maxLength: 8 }).map((parts) => parts.join(''));
const lines = fc.oneof(text, fc.array(text, { maxLength: 4 }));
const metadata = fc.dictionary(
  fc.constantFrom('tags', 'execution', 'collapsed', 'papermill', 'a', 'name'),
  fc.oneof(text, fc.record({ duration: fc.nat(), status: text }), fc.array(text, { maxLength: 2 })),
);
const output = fc.oneof(
  fc.record({ output_type: fc.constant('stream'), name: fc.constant('stdout'), text: lines }),
  fc.record({
    output_type: fc.constant('execute_result'),
    execution_count: fc.option(fc.nat(9)),
    metadata,
    data: fc.record({
      'text/plain': lines,
      'application/json': fc.record({ deep: fc.array(text) }),
      'image/png': text,
    }),
  }),
  fc.record({
    output_type: fc.constant('error'),
    ename: text,
    evalue: text,
    traceback: fc.array(text, { maxLength: 3 }),
  }),
);
const cell = fc.record({
  cell_type: fc.constantFrom('code', 'markdown', 'raw'),
  source: lines,
  metadata,
  outputs: fc.array(output, { maxLength: 3 }),
  execution_count: fc.option(fc.nat(9)),
});
const notebook = fc
  .record({
    cells: fc.array(cell, { maxLength: 4 }),
    metadata,
    minor: fc.constantFrom(4, 5),
    indent: fc.constantFrom(0, 1, 4),
    crlf: fc.boolean(),
    bom: fc.boolean(),
  })
  .map(({ cells, metadata, minor, indent, crlf, bom }) => {
    const file = {
      nbformat_minor: minor,
      cells: cells.map(({ outputs, execution_count, ...rest }, index) => ({
        ...(rest.cell_type === 'code' ? { outputs, execution_count } : {}),
        ...rest,
        ...(minor === 5 ? { id: `cell-${index}` } : {}),
      })),
      metadata,
      nbformat: 4,
    };
    const json = `${JSON.stringify(file, undefined, indent)}\n`;
    return (bom ? '\ufeff' : '') + (crlf ? json.replaceAll('\n', '\r\n') : json);
  });

describe('cleanNotebookText()', () => {
  test('is idempotent, and never touches sources, tags, ids and their order', () => {
    fc.assert(
      fc.property(notebook, fc.constantFrom('keep', 'clear', 'lesson'), (before, outputs) => {
        const settings = { outputs, keep: [], remove: [], upgrade: false } as const;
        const once = cleanNotebookText(before, { ...options, settings });
        const slow = formatNotebook(cleanNotebook(parseNotebook(before), { ...options, settings }).notebook);
        expect(once.text).toBe(slow);
        expect(cleanNotebookText(once.text, { ...options, settings })).toEqual({ text: once.text, removed: {} });
        const kept = (file: string) => {
          const { cells } = parseNotebook(file);
          return cells.map((one) => [one.id, one.kind, one.source, one.metadata.tags]);
        };
        expect(kept(once.text)).toEqual(kept(before));
        expect(once.text.startsWith('\ufeff')).toBe(before.startsWith('\ufeff'));
        expect(/[^\r]\n/.test(once.text)).toBe(/[^\r]\n/.test(before));
      }),
      { numRuns: 400 },
    );
  });

  test('leaves a clean notebook in any spelling as it is, byte for byte', () => {
    for (let seed = 0; seed < 300; seed++) {
      const before = randomNotebookText(createRandom(seed));
      const once = cleanNotebookText(before, options);
      if (Object.keys(once.removed).length === 0) expect(once.text, `seed ${seed}`).toBe(before);
      expect(cleanNotebookText(once.text, options).text, `seed ${seed}`).toBe(once.text);
    }
  });

  test('removes lines of the file and changes lines of the file, and adds none', () => {
    const folder = join(import.meta.dirname, '..', 'fixtures');
    for (const name of readdirSync(folder).filter((file) => file.endsWith('.ipynb'))) {
      const before = readFileSync(join(folder, name), 'utf8');
      const after = cleanNotebookText(before, options).text;
      const old = new Set(before.split('\n').map((line) => line.replace(/,?\r?$/, '')));
      const added = after.split('\n').filter((line) => !old.has(line.replace(/,?\r?$/, '')));
      expect(
        added.filter((line) => !/"execution_count": ?null|"metadata": \{\}|\[\]|\{\}/.test(line)),
        name,
      ).toEqual([]);
    }
  });
});

test('no path of the project, of a home or of the temporary folder is left, where it stands by itself', () => {
  const clean = pathCleaner(places);
  fc.assert(
    fc.property(fc.constantFrom(...places.map(({ folder }) => folder)), text, (folder, rest) => {
      for (const before of [`(${folder}/x`, `'${folder}'`, `file://${folder}/a.ts:3`, `\u001b[32m${folder}/b`])
        expect(clean(`${rest.replace(/[\p{L}\p{N}_/.~$\\-]+$/u, '')} ${before}`)).not.toContain(before);
    }),
  );
});

test('docs/git.md has every rule', () => {
  const page = readFileSync(join(import.meta.dirname, '..', '..', '..', 'docs', 'git.md'), 'utf8');
  for (const [rule, sentence] of Object.entries(cleanRules)) expect(page).toContain(`| \`${rule}\` | ${sentence} |`);
});

test('a long line without anything volatile takes no long time', () => {
  const line = '<'.repeat(200_000) + ' at 0x'.repeat(50_000) + '/home/'.repeat(50_000);
  const file = JSON.stringify({
    cells: [
      {
        cell_type: 'code',
        id: 'a',
        execution_count: null,
        metadata: {},
        source: '',
        outputs: [{ output_type: 'stream', name: 'stdout', text: line }],
      },
    ],
    metadata: {},
    nbformat: 4,
    nbformat_minor: 5,
  });
  expect(cleanNotebookText(file, options).text.length).toBeGreaterThan(600_000);
});
