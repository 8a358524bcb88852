import { spawnSync } from 'node:child_process';
import { afterAll, describe, expect, test } from 'vitest';
import { frontMatter, parseNotebook } from '../../../lib/notebook/index.ts';
import { peers } from '../peers.ts';
import { nbdevProject, notebookText, removeProjects, type TestCell } from './nbdev-project.ts';

// frontMatter() against nbdev's own nb_frontmatter, on cells that people write.

const markdown = (source: string): TestCell => ({ kind: 'markdown', source });
const raw = (source: string): TestCell => ({ kind: 'raw', source });
const notebooks: [TestCell[], object?][] = [
  [[markdown('# Prices\n> What things cost.\n\n- skip_exec: true\n- order: 3')]],
  [[raw('---\ntitle: Nets\nskip_exec: true\ncategories: [a, "b c"]\n---')]],
  [[raw("---\ntitle: 'It''s here'\nurl: https://example.org/#top\nempty:\nlist:\n  - one\n  - two\n---")]],
  [[markdown('---\ntitle: First\n---'), raw('---\ntitle: Second\n---')]],
  [[markdown('# Only a title')]],
  [[markdown('no heading'), markdown('# A second cell does not count')]],
  [[markdown('---\ntitle: Nets\n---\nand prose')]],
  [[raw('just raw text')]],
  [[markdown('# Both\n> Of them.'), raw('---\ndescription: from raw  # a comment\ntoc: false\n---')]],
  [[markdown('# Titled')], { nbdev: { default_exp: 'core', title: 'From metadata' } }],
];

describe.skipIf(!peers)('frontMatter() and nb_frontmatter', () => {
  afterAll(removeProjects);

  test('read the same', () => {
    const texts = notebooks.map(([cells, metadata]) => notebookText('python', cells as TestCell[], metadata));
    const { folder } = nbdevProject(Object.fromEntries(texts.map((text, index) => [`n${index}.ipynb`, text])));
    const script = [
      'import json',
      'from fastcore.nbio import read_nb, nb_frontmatter',
      `print(json.dumps([nb_frontmatter(read_nb(f"nbs/n{i}.ipynb")) for i in range(${texts.length})]))`,
    ].join('\n');
    const { stdout, stderr } = spawnSync(peers?.python ?? '', ['-c', script], { cwd: folder, encoding: 'utf8' });
    const theirs = JSON.parse(stdout || `"${stderr}"`) as Record<string, unknown>[];
    const ours = texts.map((text) => frontMatter(parseNotebook(text)));
    for (const one of theirs) if (one.empty === null) one.empty = ''; // YAML's null is an empty text here
    expect(ours).toEqual(theirs);
  });
});
