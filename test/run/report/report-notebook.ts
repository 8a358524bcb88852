import {
  type Cell,
  codeCell,
  createNotebook,
  markdownCell,
  type Notebook,
  type Output,
} from '../../../lib/notebook/index.ts';

function ran(
  source: string,
  count: number,
  outputs: Output[] = [],
  options: { tags?: string[]; id?: string; failed?: boolean } = {},
): Cell {
  const papermill = {
    status: options.failed ? 'failed' : 'completed',
    duration: count * 0.4,
    exception: options.failed === true,
  };
  const cell = codeCell(source, { id: options.id, metadata: { papermill, tags: options.tags ?? [] } });
  return { ...cell, executionCount: count, outputs };
}

const shown = (data: Record<string, string | object>): Output =>
  ({ output_type: 'display_data', data, metadata: {} }) as Output;

const losses = Array.from({ length: 20 }, (_, at) => 1 / (1 + at));
const traces = [
  { type: 'scatter', name: 'training', y: losses },
  { type: 'scatter', name: 'validation', y: losses.map((one) => one * 1.3) },
];

/** A run that failed in its last cell but one, with a bit of everything in it. */
export function failedRun(): Notebook {
  const cells = [
    markdownCell(
      '# Training report\n\nHow the **model** did, with $a_i + b_i$ and [a link](https://example.com).\n\n| set | rows |\n|---|--:|\n| train | 90 |\n| test | 60 |',
    ),
    ran("const epochs: number = 5; // passes over the data\nconst optimizer: 'adam' | 'sgd' = 'adam';", 1, [], {
      tags: ['parameters'],
    }),
    ran('// Parameters\nconst epochs: number = 7;', 2, [], { tags: ['injected-parameters'] }),
    markdownCell('## Loss\n\n- falls\n- as it *should*'),
    ran("console.log('epoch done');\nconst losses = await train({ epochs });", 3, [
      { output_type: 'stream', name: 'stdout', text: 'epoch 1 \x1b[32mdone\x1b[0m\nepoch 2 \x1b[1;31mslow\x1b[0m\n' },
      { output_type: 'stream', name: 'stderr', text: 'careful: the learning rate is high\n' },
      {
        output_type: 'stream',
        name: 'stdout',
        text: '[octavo: 12.3 MB left out here; the whole text is in out.ab12.stdout.txt]\n',
      },
      shown({
        'application/vnd.plotly.v1+json': { data: traces, layout: { title: { text: 'Loss by epoch' } } },
        'text/plain': 'Plotly figure "Loss by epoch"',
      }),
      shown({
        'application/scrapbook.scrap.json+json': { name: 'accuracy', data: 0.97, encoder: 'json', version: 1 },
        'text/plain': 'accuracy = 0.97',
      }),
    ]),
    markdownCell('## Rows\n\n### First ones'),
    ran('table', 4, [
      shown({
        'text/html':
          '<div class="octavo-view"><style>x</style><table class="octavo-table"><thead><tr><th></th><th>name<br><small>string</small></th><th align="right">value<br><small>number</small></th></tr></thead><tbody><tr><th align="right">0</th><td>row 0</td><td align="right">1.5</td></tr></tbody></table><p class="octavo-dim">1 row × 2 columns</p></div>',
        'text/plain': '[]',
      }),
      shown({ 'application/json': { a: [1, 2], b: 'text' } }),
      shown({ 'text/latex': '$$\\frac{1}{2}$$' }),
    ]),
    ran(
      'check(0.97);\n\nfunction check(value: number) {\n  if (value > 0.9) throw new TypeError("too good");\n}',
      5,
      [
        {
          output_type: 'error',
          ename: 'TypeError',
          evalue: 'too good: 0.97',
          traceback: [
            '\x1b[1;38;5;196mTypeError\x1b[22;39m: too good: 0.97',
            '  train.ipynb cell aa000008 [5] line 4',
            '    at check (train.ipynb cell aa000008 [5] line 4:26)',
            '    at train.ipynb cell aa000008 [5] line 1:1',
          ],
        },
      ],
      { id: 'aa000008', failed: true },
    ),
    codeCell("console.log('never');", { metadata: { papermill: { status: 'pending' } } }),
  ];
  const metadata = {
    kernelspec: { name: 'tslab', language: 'typescript', display_name: 'TypeScript (Octavo)' },
    papermill: {
      parameters: { epochs: 7 },
      input_path: 'train.ipynb',
      start_time: '2026-11-21T22:13:30.457000+00:00',
      end_time: '2026-11-21T22:13:33.077000+00:00',
      duration: 2.62,
      exception: true,
    },
    octavo: {
      status: 'failed',
      exit_code: 1,
      kernel: 'octavo',
      engine: 'kernel',
      run_id: 'd4a3d2da14c24410a101901729fc2a81',
      seed: 4,
      version: '0.1.0',
    },
  };
  return createNotebook({ cells, metadata });
}
