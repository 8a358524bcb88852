import { afterAll, describe, expect, test } from 'vitest';
import { peers } from '../peers.ts';
import {
  indexedNames,
  nbdevProject,
  notebookText,
  octavoProject,
  publicNames,
  removeProjects,
} from './nbdev-project.ts';

// The same cells to nbdev-export and octavo export: what goes where must be the same.

const core = (export_: string, internal: string, importing: string, from: string) => [
  { kind: 'markdown' as const, source: '# Core\n> The core.' },
  'default_exp core',
  `export\n${importing}`,
  `export\n${export_}`,
  `exporti\n${internal}`,
  `exports\n${from === 'python' ? 'shown = 1' : 'const shown = 1;'}`,
  `export utils\n${from === 'python' ? 'sent = 2' : 'const sent = 2;'}`,
];

const marked = (mark: string, cells: (string | { kind: 'markdown'; source: string })[]) =>
  cells.map((cell) => (typeof cell === 'string' ? `${mark}| ${cell}` : cell));

const python = {
  '01_utils.ipynb': notebookText('python', ['#| default_exp utils', '#| export\ndef shout(s): return s.upper()']),
  '02_core.ipynb': notebookText(
    'python',
    marked(
      '#',
      core('def greet(s): return shout(s)', 'def helper(): return 1', 'from hello.utils import shout', 'python'),
    ),
  ),
};
const typescript = {
  '01_utils.ipynb': notebookText('typescript', [
    '//| default_exp utils',
    '//| export\nfunction shout(s: string) { return s.toUpperCase(); }',
  ]),
  '02_core.ipynb': notebookText(
    'typescript',
    marked(
      '//',
      core(
        'function greet(s: string) { return shout(s); }',
        'function helper() { return 1; }',
        "import { shout } from 'hello/utils';",
        'typescript',
      ),
    ),
  ),
};

describe.skipIf(!peers)('octavo export and nbdev-export', () => {
  afterAll(removeProjects);

  test('make the same modules with the same public names; an internal name is there and not public', () => {
    const [nbdev, octavo] = [nbdevProject(python), octavoProject(typescript)];
    expect([nbdev.run('nbdev-export').code, octavo.run('export').code]).toEqual([0, 0]);
    for (const module of ['core', 'utils']) {
      const names = publicNames(nbdev.read(`hello/${module}.py`));
      expect(indexedNames(octavo.read('lib/index.ts'), module)).toEqual(names);
      expect(names.length).toBeGreaterThan(1);
    }
    expect(nbdev.read('hello/core.py')).toContain('def helper');
    expect(octavo.read('lib/core.ts')).toContain('export function helper');
  });

  test('mark each cell with its id, and make imports of the package relative', () => {
    const [nbdev, octavo] = [nbdevProject(python), octavoProject(typescript)];
    nbdev.run('nbdev-export');
    octavo.run('export');
    const ids = (text: string) => [...text.matchAll(/%% \S+ ?#(c\d+)/g)].map((match) => match[1]);
    expect(ids(octavo.read('lib/core.ts'))).toEqual(['c0000003', 'c0000004', 'c0000005', 'c0000006']);
    expect(ids(octavo.read('lib/core.ts'))).toEqual(ids(nbdev.read('hello/core.py')));
    expect(nbdev.read('hello/core.py')).toContain('from .utils import shout');
    expect(octavo.read('lib/core.ts')).toContain("from './utils.ts'");
  });

  test('change no byte when they run again', () => {
    for (const [project, command, library] of [
      [nbdevProject(python), 'nbdev-export', 'hello'],
      [octavoProject(typescript), 'export', 'lib'],
    ] as const) {
      project.run(command);
      const before = project.files(library);
      expect(project.run(command).code).toBe(0);
      expect([command, project.files(library)]).toEqual([command, before]);
    }
  });

  test('assemble the comment of a module from the same parts, in the same order', () => {
    const cells = (mark: string, code: string) => [
      { kind: 'markdown' as const, source: '# Core\n> The core.\n> In two lines.' },
      `${mark}| default_exp core`,
      { kind: 'markdown' as const, source: 'Prose:', metadata: { nbdev: { export: 'true' } } },
      `${mark}| export\n${code}`,
      `${mark}| exportd\ngreet('you')`,
      { kind: 'markdown' as const, source: 'Not this.' },
    ];
    const nbdev = nbdevProject({ '00.ipynb': notebookText('python', cells('#', 'def greet(s): return s')) });
    const octavo = octavoProject({
      '00.ipynb': notebookText('typescript', cells('//', 'const greet = (s: string) => s;')),
    });
    expect([nbdev.run('nbdev-export').code, octavo.run('export').code]).toEqual([0, 0]);
    const docstring = /^"""([\s\S]*?)"""/.exec(nbdev.read('hello/core.py'))?.[1];
    const comment = /\/\*\*\n([\s\S]*?) \*\//.exec(octavo.read('lib/core.ts'))?.[1]?.replace(/^ \* ?/gm, '');
    expect(docstring?.replace('```python', '```ts').trim()).toBe(
      "The core.\nIn two lines.\n\nProse:\n\n```ts\ngreet('you')\n```",
    );
    expect(comment?.replace('@module', '').trim()).toBe(docstring?.replace('```python', '```ts').trim());
  });

  test('read directives in the metadata of cells and notebook', () => {
    const cells = (code: string) => [{ source: code, metadata: { nbdev: { export: 'true' } } }];
    const metadata = { nbdev: { default_exp: 'core' } };
    const nbdev = nbdevProject({ '00.ipynb': notebookText('python', cells('one = 1'), metadata) });
    const octavo = octavoProject({ '00.ipynb': notebookText('typescript', cells('const one = 1;'), metadata) });
    expect([nbdev.run('nbdev-export').code, octavo.run('export').code]).toEqual([0, 0]);
    expect(publicNames(nbdev.read('hello/core.py'))).toEqual(['one']);
    expect(indexedNames(octavo.read('lib/index.ts'), 'core')).toEqual(['one']);
  });

  test('take the same spellings of a directive', () => {
    const spellings = [
      '@|export',
      '@| export',
      '@ | export',
      '@| export: true',
      '\n@| export',
      '@| hide\n\n@| export',
      ' @| export',
    ];
    const cells = (mark: string, code: (index: number) => string) => [
      `${mark}| default_exp core`,
      ...spellings.map((text, index) => `${text.replaceAll('@', mark)}\n${code(index)}`),
      `${code(90)}\n${mark}| export`,
    ];
    const nbdev = nbdevProject({
      '00.ipynb': notebookText(
        'python',
        cells('#', (index) => `name_${index} = 1`),
      ),
    });
    const octavo = octavoProject({
      '00.ipynb': notebookText(
        'typescript',
        cells('//', (index) => `const name_${index} = 1;`),
      ),
    });
    expect([nbdev.run('nbdev-export').code, octavo.run('export').code]).toEqual([0, 0]);
    const names = publicNames(nbdev.read('hello/core.py'));
    expect(names).toEqual(spellings.map((_, index) => `name_${index}`));
    expect(indexedNames(octavo.read('lib/index.ts'), 'core')).toEqual(names);
  });
});
