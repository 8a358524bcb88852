import { afterAll, expect, test } from 'vitest';
import { cellTags, codeCell, markdownCell } from '../../lib/notebook/index.ts';
import type { JsonObject } from '../../lib/notebook/json/index.ts';
import { workplace } from './run-workplace.ts';

const place = workplace();
afterAll(place.remove);

const train = [
  markdownCell('# Training'),
  codeCell("const epochs: number = 5; // passes\nconst name = 'iris';\nlet limit: number | null = null;", {
    id: 'aaaa0001',
    tags: ['parameters'],
  }),
  codeCell('console.log(name, epochs, limit);', { id: 'aaaa0002' }),
  codeCell('epochs * 2', { id: 'aaaa0003' }),
];

test('octavo run executes a TypeScript notebook with parameters', async () => {
  place.write('train.ipynb', train);
  const { code, stdout, stderr } = await place.octavo(['run', 'train.ipynb', 'out.ipynb', '-p', 'epochs', '7']);
  expect([code, stdout], stderr).toEqual([0, '']);
  expect(stderr).toContain('cell 3 of 4: Training');
  expect(stderr).toMatch(/^train\.ipynb completed in /m);
  const notebook = place.read('out.ipynb');
  expect(notebook.cells.map(cellTags)).toEqual([[], ['parameters'], ['injected-parameters'], [], []]);
  expect(notebook.cells[2]?.source).toBe('// Parameters\nconst epochs: number = 7;\n');
  expect(notebook.cells[3]?.outputs).toMatchObject([{ output_type: 'stream', name: 'stdout' }]);
  expect(JSON.stringify(notebook.cells[3]?.outputs)).toContain('iris 7 null');
  expect(notebook.cells[4]?.outputs).toMatchObject([{ output_type: 'execute_result', data: { 'text/plain': ['14'] } }]);
  expect(notebook.cells.map((cell) => cell.executionCount)).toEqual([null, 1, 2, 3, 4]);
  expect(notebook.metadata.papermill).toMatchObject({
    parameters: { epochs: 7 },
    exception: null,
    input_path: 'train.ipynb',
    output_path: 'out.ipynb',
  });
  expect(notebook.metadata.octavo).toMatchObject({ status: 'completed', exit_code: 0, kernel: 'octavo' });
  const statuses = notebook.cells.map((cell) => (cell.metadata.papermill as JsonObject).status);
  expect(statuses).toEqual(['completed', 'completed', 'completed', 'completed', 'completed']);
  expect(Object.keys(notebook.cells[3]?.metadata.execution as JsonObject).sort()).toEqual([
    'iopub.execute_input',
    'iopub.status.busy',
    'iopub.status.idle',
    'shell.execute_reply',
  ]);
});

test('octavo run without an output keeps the executed notebook in local_data/runs and says where', async () => {
  place.write('train.ipynb', train);
  const { code, stderr } = await place.octavo(['run', 'train.ipynb', '--no-progress']);
  expect(code, stderr).toBe(0);
  const path = /executed notebook: (local_data\/runs\/train\/.*\.ipynb)/.exec(stderr)?.[1] as string;
  expect(place.read(path).metadata.octavo).toMatchObject({ status: 'completed' });
});

test('octavo run --json prints one summary and nothing else', async () => {
  place.write('train.ipynb', train);
  const args = ['run', 'train.ipynb', 'out.ipynb', '-y', '{epochs: 3, name: x}', '--json', '--no-progress'];
  const { code, stdout, stderr } = await place.octavo(args);
  expect([code, stderr]).toEqual([0, '']);
  expect(JSON.parse(stdout)).toMatchObject({
    status: 'completed',
    exitCode: 0,
    input: 'train.ipynb',
    output: 'out.ipynb',
    parameters: { epochs: 3, name: 'x' },
    error: null,
  });
  expect(JSON.parse(stdout).cells).toHaveLength(4);
});

test('octavo run may write over its input when asked to', async () => {
  place.write('same.ipynb', train);
  const { code, stderr } = await place.octavo(['run', 'same.ipynb', 'same.ipynb', '-p', 'epochs', '2']);
  expect(code, stderr).toBe(0);
  expect(place.read('same.ipynb').metadata.octavo).toMatchObject({ status: 'completed' });
});

test('octavo run shows what cells print with --log-output, and runs in --cwd', async () => {
  place.write('where.ipynb', [codeCell('console.log(process.cwd());'), codeCell("'last value'")]);
  const { code, stderr } = await place.octavo(['run', 'where.ipynb', 'out.ipynb', '--log-output', '--cwd', '/']);
  const [first, second] = ['/\n', "'last value'\n"].map((printed, at) => {
    return `Executing Cell ${String(at + 1).padEnd(40, '-')}\n${printed}Ending Cell ${String(at + 1).padEnd(43, '-')}\n`;
  });
  expect([code, stderr]).toEqual([0, `${first}${second}`]);
});

test('octavo run goes on behind raises-exception and passes over skip-execution', async () => {
  place.write('tags.ipynb', [
    codeCell("throw new Error('wanted');", { tags: ['raises-exception'] }),
    codeCell("console.log('never');", { tags: ['skip-execution'] }),
    codeCell("console.log('end');"),
  ]);
  const { code, stdout } = await place.octavo(['run', 'tags.ipynb', 'out.ipynb', '--json']);
  expect(code).toBe(0);
  expect(JSON.parse(stdout).cells.map((cell: { status: string }) => cell.status)).toEqual([
    'completed',
    'skipped',
    'completed',
  ]);
  expect(place.read('out.ipynb').cells[0]?.outputs).toMatchObject([{ output_type: 'error', ename: 'Error' }]);
  expect(place.read('out.ipynb').cells[1]?.outputs).toEqual([]);
});

test('octavo inspect shows the parameters as a table and as JSON Schema', async () => {
  place.write('train.ipynb', train);
  const table = await place.octavo(['inspect', 'train.ipynb']);
  expect(table.stdout).toContain('epochs  number         5        passes');
  expect(table.stdout).toContain('limit   number | null  null');
  const schema = JSON.parse((await place.octavo(['inspect', 'train.ipynb', '--json'])).stdout);
  expect(schema.properties.limit).toEqual({ type: ['number', 'null'], default: null });
});

test('a notebook that runs notebooks works in the kernel, and leaves no listeners there', async () => {
  place.write('train.ipynb', train);
  place.write('workflow.ipynb', [
    codeCell("import { runNotebook } from 'octavo/run';\nconst before = process.listenerCount('SIGINT');"),
    codeCell(
      "const result = await runNotebook('train.ipynb', { output: 'child.ipynb', parameters: { epochs: 4 } });\nconsole.log(result.status);",
    ),
    codeCell("process.listenerCount('SIGINT') - before"),
  ]);
  const { code, stderr } = await place.octavo(['run', 'workflow.ipynb', 'out.ipynb', '--no-progress']);
  expect([code, stderr]).toEqual([0, '']);
  const cells = place.read('out.ipynb').cells;
  expect(JSON.stringify(cells[1]?.outputs)).toContain('completed');
  expect(cells[2]?.outputs).toMatchObject([{ data: { 'text/plain': ['0'] } }]);
  expect(place.read('child.ipynb').metadata.octavo).toMatchObject({ status: 'completed' });
});
