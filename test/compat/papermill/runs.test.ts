import { afterAll, describe, expect, test } from 'vitest';
import { peers } from '../peers.ts';
import { normalised, pythonCell, pythonNotebook, removeFolders, runBoth } from './side-by-side.ts';

// Here Octavo and papermill must write the same executed notebook, field by field. Where they are meant to differ: deviations.test.ts.

const parameters = (source: string) => pythonCell(source, ['parameters']);
const simple = pythonNotebook([
  { cell_type: 'markdown', metadata: {}, source: '# Title' },
  parameters('msg = None\nlr = 0.1'),
  pythonCell('print(msg, lr)'),
  pythonCell('lr'),
]);

interface Case {
  name: string;
  files: Record<string, string>;
  args: string[];
  stderr?: string; // both say this
}

const cases: Case[] = [
  { name: 'parameters', files: { 'in.ipynb': simple }, args: ['-p', 'msg', 'Hello', '-p', 'lr', '0.5'] },
  { name: 'nothing given', files: { 'in.ipynb': simple }, args: [] },
  {
    name: 'no parameters cell',
    files: { 'in.ipynb': pythonNotebook([pythonCell('msg = None'), pythonCell('print(msg)')]) },
    args: ['-p', 'msg', 'hi'],
    stderr: "Input notebook does not contain a cell with tag 'parameters'",
  },
  {
    name: 'unknown parameter',
    files: { 'in.ipynb': simple },
    args: ['-p', 'nope', '1'],
    stderr: 'Passed unknown parameter: nope',
  },
  {
    name: 'two parameters cells',
    files: { 'in.ipynb': pythonNotebook([parameters('a = 1'), parameters('a = 2'), pythonCell('print(a)')]) },
    args: ['-p', 'a', '5'],
  },
  {
    name: 'words',
    files: { 'in.ipynb': pythonNotebook([parameters('a = 1'), pythonCell('1')]) },
    args: [
      ['i', '1'],
      ['f', '1.0'],
      ['t', 'True'],
      ['l', 'true'],
      ['n', 'None'],
      ['u', 'null'],
      ['e', '1e3'],
      ['a', '[1,2]'],
      ['z', ''],
      ['b', ' 5'],
      ['g', '1_000'],
      ['s', '1e-05'],
      ['h', '1e22'],
      ['q', 'say "hi" \\ é € 😀'],
      ['m', '-0.0'],
      ['w', '007'],
      ['x', '0x10'],
    ].flatMap(([name, value]) => ['-p', name as string, value as string]),
  },
  {
    name: 'texts and YAML',
    files: { 'in.ipynb': pythonNotebook([parameters('a = 1'), pythonCell('1')]) },
    args: [
      '-r',
      'l',
      '1',
      '-y',
      '{n: 2020-01-01, o: yes, p: ~, q: y, r: 010, s: 1:30, t: 1e3, u: 1.0e+3, v: 1., w: [1, 2.0, {a: b}], x: .5, y1: 0x1F, z: 1_000}',
      '-b',
      Buffer.from('b64: true\nl: 4').toString('base64'),
    ],
  },
  {
    name: 'precedence',
    files: {
      'in.ipynb': simple,
      'p.yaml': 'lr: 3\nmsg: file\nextra: {k1: v1, k2: [1, 2]}\na_date: 2019-01-01\n',
      'p.json': '{"n": 1.5, "z": [true, null]}',
    },
    args: [
      '-r',
      'lr',
      'r',
      '-p',
      'lr',
      '1',
      '-y',
      'lr: 2\nmsg: yaml',
      '-f',
      'p.yaml',
      '-f',
      'p.json',
      '-b',
      Buffer.from('lr: 4\nfirst: 1').toString('base64'),
    ],
  },
  {
    name: 'a failing cell',
    files: { 'in.ipynb': pythonNotebook([pythonCell('print(1)'), pythonCell('x = 1\nx / 0'), pythonCell('print(3)')]) },
    args: [],
    stderr: 'ZeroDivisionError',
  },
  {
    name: 'outputs before an error',
    files: {
      'in.ipynb': pythonNotebook([
        pythonCell(
          'from IPython.display import display, HTML\ndisplay(HTML("<b>x</b>"))\nprint("y")\nraise ValueError("z")',
        ),
      ]),
    },
    args: [],
  },
  {
    name: 'old markers',
    files: {
      'in.ipynb': pythonNotebook([
        { cell_type: 'markdown', metadata: { tags: ['papermill-error-cell-tag'] }, source: '<span>old</span>' },
        pythonCell('1'),
        { cell_type: 'markdown', metadata: { tags: ['papermill-error-cell-tag'] }, source: '<span>old</span>' },
        pythonCell('raise ValueError("again")'),
      ]),
    },
    args: [],
  },
  {
    name: 'sys.exit(1)',
    files: { 'in.ipynb': pythonNotebook([pythonCell('import sys\nsys.exit(1)'), pythonCell('print(2)')]) },
    args: [],
  },
  {
    name: 'displays',
    files: {
      'in.ipynb': pythonNotebook([
        pythonCell(
          'from IPython.display import display, clear_output\nimport sys\nh = display("one", display_id=True)\nprint("a")\nprint("b", file=sys.stderr)\nprint("c")',
        ),
        pythonCell('h.update("two")\nprint("x")\nclear_output(wait=True)\nprint("y")'),
        pythonCell('print("gone")\nclear_output()\n7'),
        pythonCell('class Rich:\n    def _repr_html_(self): return "<i>r</i>"\nRich()'),
      ]),
    },
    args: [],
  },
  {
    name: 'raw and empty cells, tags, attachments',
    files: {
      'in.ipynb': pythonNotebook([
        { cell_type: 'raw', metadata: { format: 'text/x-rst' }, source: 'raw' },
        pythonCell(''),
        pythonCell('# only a comment'),
        {
          cell_type: 'markdown',
          metadata: { collapsed: true, tags: ['a', 'b'] },
          source: '![x](attachment:x.png)',
          attachments: { 'x.png': { 'image/png': 'aGk=' } },
        },
        pythonCell('5', ['keep']),
      ]),
    },
    args: [],
  },
  {
    name: 'an older notebook',
    files: {
      'in.ipynb': pythonNotebook(
        [
          {
            ...pythonCell('1+1', ['parameters']),
            outputs: [{ output_type: 'stream', name: 'stdout', text: 'old' }],
            execution_count: 9,
          },
        ],
        4,
      ),
    },
    args: ['-p', 'a', '1'],
  },
  {
    name: 'a folder for the kernel',
    files: { 'in.ipynb': pythonNotebook([pythonCell('import os\nprint(os.path.basename(os.getcwd()))')]) },
    args: ['--cwd', '/'],
  },
];

describe.skipIf(!peers)('octavo run and papermill write the same notebook', () => {
  afterAll(removeFolders);

  test.each(cases)('$name', async ({ name, files, args, stderr }) => {
    const { papermill, octavo } = await runBoth(name.replace(/\W+/g, '-'), files, ['in.ipynb', 'out.ipynb', ...args]);
    expect(octavo.code, octavo.stderr).toBe(papermill.code);
    expect(normalised(octavo.notebook)).toEqual(normalised(papermill.notebook));
    if (stderr) {
      expect(papermill.stderr).toContain(stderr);
      expect(octavo.stderr).toContain(stderr);
    }
  });

  test('an executed notebook is run again, with parameters and without', async () => {
    const first = await runBoth('again-1', { 'in.ipynb': simple }, [
      'in.ipynb',
      'out.ipynb',
      '-p',
      'msg',
      'one',
      '-p',
      'lr',
      '2',
    ]);
    const executed = { 'in.ipynb': JSON.stringify(first.papermill.notebook) };
    for (const args of [[], ['-p', 'lr', '9']]) {
      const { papermill, octavo } = await runBoth(`again-2-${args.length}`, executed, [
        'in.ipynb',
        'out.ipynb',
        ...args,
      ]);
      expect(normalised(octavo.notebook)).toEqual(normalised(papermill.notebook));
      expect(octavo.notebook.cells).toHaveLength(5);
    }
  });
});
