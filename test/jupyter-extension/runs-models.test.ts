import { expect, test } from 'vitest';
import {
  cellText,
  defaultColumns,
  moved,
  numericColumns,
  partsOf,
  widthOf,
  withNamesOf,
} from '../../jupyter-extension/src/views/runs/columns.ts';
import { treeLines, withoutEmptyDefault } from '../../jupyter-extension/src/views/runs/experiment-tree.ts';
import { compareRuns } from '../../jupyter-extension/src/views/runs/run-order.ts';
import { defaultRunsViewState, restoredState } from '../../jupyter-extension/src/views/runs/runs-view-state.ts';
import { makeRun } from './fake-server.ts';

const metric = (value: number | 'NaN' | 'Infinity') => ({ value, step: 0, timestampMs: 0 });

test('cellText() rounds a metric to four digits and keeps the whole value', () => {
  const run = makeRun(1, {
    metrics: { a: metric(0.123456), n: metric('NaN'), i: metric('Infinity'), k: metric(1234567) },
  });
  expect(cellText(run, 'metrics.a')).toEqual({ text: '0.1235', full: '0.123456' });
  expect(cellText(run, 'metrics.n')?.text).toBe('NaN');
  expect(cellText(run, 'metrics.i')).toEqual({ text: '∞', full: 'Infinity' });
  expect(cellText(run, 'metrics.k')?.text).toBe('1234567');
});

test('cellText() gives nothing for what a run does not have, whatever the name', () => {
  const run = makeRun(1, { durationMs: null });
  for (const column of ['metrics.a', 'parameters.constructor', 'tags.__proto__', 'duration', 'nonsense']) {
    expect(cellText(run, column)).toBeNull();
  }
});

test('cellText() puts a text of several lines on one, and names a nameless run by its id', () => {
  const run = makeRun(255, { name: '', parameters: { text: 'a\n  b' } });
  expect(cellText(run, 'parameters.text')).toEqual({ text: 'a b', full: 'a\n  b' });
  expect(cellText(run, 'name')?.text).toBe('00000000');
});

test('partsOf() leaves dots and slashes in names alone', () => {
  expect(partsOf('metrics.loss/train.mean')).toEqual({ group: 'metrics', name: 'loss/train.mean' });
  expect(partsOf('started')).toEqual({ group: 'about', name: 'started' });
});

test('defaultColumns() take the first parameters and metrics, and the experiment where several are shown', () => {
  const found = { parameters: ['a', 'b', 'c', 'd'], metrics: ['m'], tags: ['t'] };
  const of = ['metrics.m', 'parameters.a', 'parameters.b', 'parameters.c'];
  expect(defaultColumns(found, false)).toEqual(['status', 'started', 'duration', ...of]);
  expect(defaultColumns(found, true)).toContain('experiment');
});

test('numericColumns() are metrics, durations, and parameters that are numbers in all runs', () => {
  const runs = [makeRun(1, { parameters: { lr: '0.1', model: '1' } }), makeRun(2, { parameters: { model: 'tree' } })];
  const columns = ['duration', 'metrics.m', 'parameters.lr', 'parameters.model', 'parameters.none', 'tags.t'];
  expect([...numericColumns(columns, runs)]).toEqual(['duration', 'metrics.m', 'parameters.lr']);
});

test('widthOf() keeps to limits, whatever was saved', () => {
  expect(widthOf('name', { name: 1 })).toBe(48);
  expect(widthOf('name', { name: 1e9 })).toBe(1200);
  expect(widthOf('name', { name: Number.NaN })).toBe(widthOf('name', {}));
  expect(widthOf('constructor', {})).toBeGreaterThan(48);
});

test('moved() stops at the ends', () => {
  expect(moved(['a', 'b', 'c'], 'a', 1)).toEqual(['b', 'a', 'c']);
  expect(moved(['a', 'b', 'c'], 'a', -1)).toEqual(['a', 'b', 'c']);
  expect(moved(['a', 'b', 'c'], 'c', 5)).toEqual(['a', 'b', 'c']);
});

test('withNamesOf() adds names that runs brought with them, and else gives the same object', () => {
  const found = { parameters: ['lr'], metrics: [], tags: [] };
  expect(withNamesOf(found, [makeRun(1, { parameters: { lr: '1' } })])).toBe(found);
  const more = withNamesOf(found, [makeRun(1, { metrics: { b: metric(1), a: metric(1) } })]);
  expect(more).toEqual({ parameters: ['lr'], metrics: ['a', 'b'], tags: [] });
});

const makeExperiment = (name: string, runCount = 1, runningCount = 0) => ({
  id: name,
  name,
  runCount,
  runningCount,
  lastStartedMs: null,
});

test('withoutEmptyDefault() leaves out the experiment that every store has, while nobody needs it', () => {
  const stored = (runCount: number) => [{ ...makeExperiment('Default', runCount), id: '0' }, makeExperiment('iris', 0)];
  const names = (runCount: number, chosen: string | null) =>
    withoutEmptyDefault(stored(runCount), chosen).map((one) => one.name);
  expect(names(0, null)).toEqual(['iris']);
  expect(names(0, '0')).toEqual(['Default', 'iris']);
  expect(names(1, null)).toEqual(['Default', 'iris']);
});

test('treeLines() folds names by their slashes, with counts of all below', () => {
  const experiments = ['vision/vit', 'iris', 'vision/resnet/large', 'vision/resnet/small'].map((name, index) =>
    makeExperiment(name, index + 1, index % 2),
  );
  const lines = treeLines(experiments, []);
  expect(lines.map(({ label, level, runCount, runningCount }) => [label, level, runCount, runningCount])).toEqual([
    ['iris', 1, 2, 1],
    ['vision', 1, 8, 1],
    ['resnet', 2, 7, 1],
    ['large', 3, 3, 0],
    ['small', 3, 4, 1],
    ['vit', 2, 1, 0],
  ]);
  expect(treeLines(experiments, ['vision']).map((line) => line.label)).toEqual(['iris', 'vision']);
});

test('treeLines() makes no folder of one thing, and lets an experiment be a folder too', () => {
  expect(treeLines([makeExperiment('a/b/c')], []).map((line) => [line.label, line.path, line.isFolder])).toEqual([
    ['a/b/c', 'a/b/c', false],
  ]);
  const both = treeLines([makeExperiment('a'), makeExperiment('a/b')], []);
  expect(both.map((line) => [line.label, line.isFolder, line.experiment?.name])).toEqual([
    ['a', true, 'a'],
    ['b', false, 'a/b'],
  ]);
});

test('treeLines() leaves odd names whole: empty parts, names of methods', () => {
  const odd = ['/', 'a//b', '', '__proto__/x', 'constructor'];
  const names = treeLines(
    odd.map((name) => makeExperiment(name)),
    [],
  ).map((line) => line.experiment?.name);
  expect(names.sort()).toEqual([...odd].sort());
});

test('compareRuns() puts runs without the value last both ways, numbers before texts, names without case', () => {
  const of = (value: string | undefined, number = 1) =>
    makeRun(number, { parameters: value === undefined ? {} : { p: value } });
  const sorted = (ascending: boolean) =>
    [of('b'), of(undefined), of('10'), of('9')]
      .sort((a, b) => compareRuns(a, b, { column: 'parameters.p', ascending }))
      .map((run) => run.parameters.p);
  expect(sorted(true)).toEqual(['9', '10', 'b', undefined]);
  expect(sorted(false)).toEqual(['b', '10', '9', undefined]);
  const byName = { column: 'name', ascending: true };
  expect(compareRuns(makeRun(1, { name: 'a' }), makeRun(2, { name: 'B' }), byName)).toBeLessThan(0);
  expect(compareRuns(makeRun(1), makeRun(2), { column: 'status', ascending: false })).toBeGreaterThan(0);
});

test('restoredState() takes nothing that is not of its kind', () => {
  expect(restoredState(undefined)).toEqual(defaultRunsViewState);
  expect(
    restoredState({ experiment: 5, filter: null, order: { column: 1 }, widths: 'x', columns: [1], treeWidth: 'a' }),
  ).toEqual(defaultRunsViewState);
  const kept = { ...defaultRunsViewState, experiment: '2', columns: ['user'], widths: { user: 80 }, treeWidth: 300 };
  expect(restoredState(JSON.parse(JSON.stringify(kept)))).toEqual(kept);
  expect(restoredState({ columns: ['a', 'a'], treeWidth: 1e9 })).toMatchObject({ columns: ['a'], treeWidth: 600 });
});
