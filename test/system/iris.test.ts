import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accuracyOf, readRunFamily } from '../../lib/cli/start-report.ts';
import { classesOf, seededRandom, shuffle } from '../../lib/learn/index.ts';
import { type Notebook, readNotebook } from '../../lib/notebook/index.ts';
import { openStore, type RunRecord, searchRuns } from '../../lib/track/index.ts';
import { artifactFolder } from '../../lib/track/store/artifacts.ts';
import { metricHistory } from '../../lib/track/store/metrics.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const iris = join(root, 'workflows', 'iris');
const folder = mkdtempSync(join(tmpdir(), 'octavo-iris-'));
const store = join(folder, 'octavo.db');

interface Started {
  exitCode: number;
  status: string;
  accuracy?: number;
  runs: RunRecord[];
  output: string; // folder
  stderr: string;
}

function octavo(args: string[], settings: Record<string, string> = {}, cwd = root) {
  const env = { ...process.env, MLFLOW_TRACKING_URI: `sqlite:///${store}`, OCTAVO_TRACK: 'local', ...settings };
  return spawnSync(process.execPath, [join(root, 'bin', 'octavo.js'), ...args], { cwd, env, encoding: 'utf8' });
}

/** What TypeScript says of the cells is seen with the first two starts and is the same for all, at half the time of a run. */
const untyped = { OCTAVO_TYPES: 'off' };

function start(name: string, args: string[] = [], settings: Record<string, string> = untyped): Started {
  const output = join(folder, name);
  const ended = octavo(['start', '--json', '--output', output, ...args], settings);
  if (!ended.stdout) throw new Error(`octavo start printed nothing (exit ${ended.status}): ${ended.stderr}`);
  const report = JSON.parse(ended.stdout);
  expect(ended.status).toBe(report.exitCode);
  return { ...report, output, stderr: ended.stderr };
}

const runOf = (started: Pick<Started, 'runs'>, name: string) =>
  started.runs.find((run) => run.name === name) as Started['runs'][number];
const lossesOf = (started: Pick<Started, 'runs'>) => historyOf(started, 'loss');

function historyOf(started: Pick<Started, 'runs'>, metric: string): number[] {
  const open = openStore(store);
  try {
    return metricHistory(open, runOf(started, '02_train').id, metric).map((point) => point.value);
  } finally {
    open.close();
  }
}

function artifactsOf(run: RunRecord): string {
  const open = openStore(store);
  try {
    return artifactFolder(open, run.id);
  } finally {
    open.close();
  }
}

/** The id of the run that the second start has printed the beginning of. */
function printedRun(): string {
  const open = openStore(store);
  try {
    const [, beginning = '?'] = /octavo runs show (\w+)/.exec(again.stdout) ?? [];
    return searchRuns(open).runs.find(({ id }) => id.startsWith(beginning))?.id as string;
  } finally {
    open.close();
  }
}

const codeCells = (notebook: Notebook) => notebook.cells.filter((cell) => cell.kind === 'code');

let first: Started;
let again: SpawnSyncReturns<string>; // the same, as a person types it
beforeAll(() => {
  first = start('first', [], {});
  again = octavo(['start', '--output', join(folder, 'again')]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the workflow is recorded as one run with three children, all completed', () => {
  expect(first.exitCode).toBe(0);
  expect(first.runs.map((run) => [run.name, run.status, run.ending])).toEqual([
    ['00_workflow', 'FINISHED', 'completed'],
    ['01_prepare', 'FINISHED', 'completed'],
    ['02_train', 'FINISHED', 'completed'],
    ['03_evaluate', 'FINISHED', 'completed'],
  ]);
  const [parent, ...children] = first.runs;
  for (const child of children) expect(child.parentId).toBe(parent?.id);
  expect(new Set(first.runs.map((run) => run.experiment))).toEqual(new Set(['iris']));
});

test('parameters, counts, accuracy and the backend are in the record', () => {
  expect(first.accuracy).toBeGreaterThanOrEqual(0.93);
  expect(runOf(first, '00_workflow').metrics.accuracy?.value).toBe(first.accuracy);
  expect(runOf(first, '01_prepare').metrics).toMatchObject({ rows: { value: 150 }, 'rows.test': { value: 60 } });
  expect(runOf(first, '01_prepare').tags['data.sha256']).toMatch(/^[0-9a-f]{64}$/);
  expect(runOf(first, '02_train').parameters).toMatchObject({ epochs: '60', learningRate: '0.1', seed: '1' });
  expect(runOf(first, '02_train').tags['tf.backend']).toBe('cpu');
});

test('loss and accuracy have one value for each epoch, and the loss falls', () => {
  const losses = lossesOf(first);
  expect(losses).toHaveLength(60);
  expect(historyOf(first, 'accuracy')).toHaveLength(60);
  expect(losses.at(-1)).toBeLessThan((losses[0] as number) / 3);
});

test('the picture and the model are artifacts', () => {
  const png = readFileSync(join(artifactsOf(runOf(first, '03_evaluate')), 'confusion-matrix.png'));
  expect(png.subarray(0, 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
  const model = join(artifactsOf(runOf(first, '02_train')), 'model');
  expect(readdirSync(model).sort()).toEqual(['input.json', 'model.json', 'weights.bin']);
  expect(readFileSync(join(model, 'weights.bin'))).toHaveLength(15 * 4);
});

test.each(['00_workflow', '01_prepare', '02_train', '03_evaluate'])(
  'the executed %s keeps its outputs',
  async (name) => {
    const executed = await readNotebook(join(first.output, `${name}.ipynb`));
    const cells = codeCells(executed);
    expect(cells.every((cell) => cell.executionCount !== null)).toBe(true);
    expect(cells.some((cell) => cell.outputs.length > 0)).toBe(true);
    expect(JSON.stringify(executed.cells.map((cell) => cell.outputs))).not.toContain('"output_type":"error"');
    expect(existsSync(join(artifactsOf(runOf(first, name)), 'notebook', `${name}.ipynb`))).toBe(true);
    const source = await readNotebook(join(iris, `${name}.ipynb`));
    expect(codeCells(source).every((cell) => cell.outputs.length === 0 && cell.executionCount === null)).toBe(true);
  },
);

test('the figure stands in the executed notebook, alive and as a picture', async () => {
  const executed = await readNotebook(join(first.output, '03_evaluate.ipynb'));
  const shown = executed.cells
    .flatMap((cell) => cell.outputs)
    .flatMap((output) => ('data' in output ? [output.data] : []));
  const figure = shown.find((data) => 'application/vnd.plotly.v1+json' in data);
  expect(Object.keys(figure ?? {})).toEqual(expect.arrayContaining(['image/png', 'text/plain']));
});

test('the same seed gives the same record, another seed another one', () => {
  const runs = readRunFamily(store, printedRun());
  expect(lossesOf({ runs })).toEqual(lossesOf(first));
  expect(accuracyOf(runs)).toBe(first.accuracy);
  expect(runs[0]?.id).not.toBe(first.runs[0]?.id);
  const other = start('other', ['--seed', '2', '--epochs', '70']);
  expect(other.exitCode).toBe(0);
  expect(runOf(other, '02_train').parameters).toMatchObject({ epochs: '70', seed: '2' });
  expect(lossesOf(other)).toHaveLength(70);
  expect(lossesOf(other)[0]).not.toBe(lossesOf(first)[0]);
});

test('a CSV with shuffled labels passes the schema and fails acceptance with exit 1', () => {
  const [header, ...lines] = readFileSync(join(iris, 'iris.csv'), 'utf8').trim().split('\n');
  const labels = shuffle(
    lines.map((line) => line.split(',')[4] as string),
    seededRandom(1),
  );
  expect(classesOf(labels)).toHaveLength(3);
  const shuffled = lines.map((line, row) => [...line.split(',').slice(0, 4), labels[row]].join(','));
  const path = join(folder, 'shuffled.csv');
  writeFileSync(path, `${[header, ...shuffled].join('\n')}\n`);
  const started = start('shuffled', ['--data', path]);
  expect(started.exitCode).toBe(1);
  expect(started.accuracy).toBeLessThan(0.6);
  expect(started.runs.map((run) => run.status)).toEqual(['FAILED', 'FINISHED', 'FINISHED', 'FAILED']);
  expect(runOf(started, '03_evaluate').tags['octavo.error']).toContain('below the accepted 0.93');
});

test('a data file that is missing is said before anything runs', () => {
  const ended = octavo(['start', '--output', join(folder, 'none'), '--data', join(folder, 'none.csv')]);
  expect([ended.status, ended.stdout]).toEqual([1, '']);
  expect(ended.stderr).toMatch(/^octavo: No such file: .*none\.csv\n/);
});

test('a line with a missing length stops the first step, and names the line', () => {
  const path = join(folder, 'gap.csv');
  const lines = readFileSync(join(iris, 'iris.csv'), 'utf8').split('\n');
  lines[16] = '5.7,,1.5,0.4,setosa';
  writeFileSync(path, lines.join('\n'));
  const started = start('gap', ['--data', path]);
  expect(started.exitCode).toBe(1);
  expect(started.runs.map((run) => [run.name, run.status])).toEqual([
    ['00_workflow', 'FAILED'],
    ['01_prepare', 'FAILED'],
  ]);
  expect(runOf(started, '01_prepare').tags['octavo.error']).toContain('gap.csv line 17: sepal_width is missing');
});

test('a fraction of an epoch is refused by the step that trains', () => {
  const started = start('fraction', ['--epochs', '1.5']);
  expect(started.exitCode).toBe(1);
  expect(runOf(started, '02_train').tags['octavo.error']).toContain('epochs is 1.5: give a whole number, 1 or more');
});

test('without --json, start prints the table, the accuracy and what to open', () => {
  expect(again.status).toBe(0);
  expect(again.stdout).toMatch(/00_workflow .*completed[\s\S]*└ 03_evaluate .*completed/);
  expect(again.stdout).toMatch(/Accuracy: 9\d\.\d %/);
  for (const name of ['03_evaluate.ipynb', 'confusion-matrix.png', 'octavo.db']) expect(again.stdout).toContain(name);
  expect(again.stderr).toContain('Train');
});

test('with tracking off, start still says the accuracy, and that nothing was recorded', () => {
  const ended = octavo(['start', '--output', join(folder, 'off')], { ...untyped, OCTAVO_TRACK: 'off' });
  expect(ended.status).toBe(0);
  expect(ended.stdout).toContain('Nothing was recorded');
  expect(ended.stdout).toMatch(/Accuracy: 9\d\.\d %/);
});

test('outside a clone, start says so and makes nothing', () => {
  const elsewhere = mkdtempSync(join(folder, 'elsewhere-'));
  const ended = octavo(['start'], {}, elsewhere);
  expect(ended.status).toBe(1);
  expect(ended.stderr).toContain('There is no workflows/iris/00_workflow.ipynb in');
  expect(readdirSync(elsewhere)).toEqual([]);
});

test('start refuses a seed that is not a number before anything runs', () => {
  const ended = octavo(['start', '--seed', 'two', '--output', join(folder, 'refused')]);
  expect(ended.status).toBe(1);
  expect(ended.stderr).toContain('"two" is not of type number');
  expect(readdirSync(join(folder, 'refused'))).toEqual([]);
});

test('a step runs from the folder of the notebooks, as in JupyterLab', () => {
  const output = join(folder, 'alone');
  const ended = octavo(
    ['run', '01_prepare.ipynb', join(folder, 'alone.ipynb'), '-p', 'outputFolder', output],
    {},
    iris,
  );
  expect({ status: ended.status, stderr: ended.status === 0 ? '' : ended.stderr }).toEqual({ status: 0, stderr: '' });
  expect(JSON.parse(readFileSync(join(output, 'test.json'), 'utf8'))).toHaveLength(60);
});

test('04_explore shows the data with danfo.js', async () => {
  const output = join(folder, 'explore.ipynb');
  const ended = octavo(['run', 'workflows/iris/04_explore.ipynb', output]);
  expect({ status: ended.status, stderr: ended.status === 0 ? '' : ended.stderr }).toEqual({ status: 0, stderr: '' });
  const text = JSON.stringify((await readNotebook(output)).cells.flatMap((cell) => cell.outputs));
  for (const word of ['sepal_length', 'virginica', 'image/png']) expect(text).toContain(word);
});
