import { expect, test } from 'vitest';
import { axisFor } from '../../jupyter-extension/src/views/charts/axis.ts';
import { curveFigure } from '../../jupyter-extension/src/views/charts/curve-figure.ts';
import { groupMetrics } from '../../jupyter-extension/src/views/charts/metric-groups.ts';
import { smooth } from '../../jupyter-extension/src/views/charts/smoothing.ts';
import { curvesOf } from '../../jupyter-extension/src/views/charts/traces.ts';

type Value = number | 'NaN' | 'Infinity' | '-Infinity';

function series(name: string, values: Value[], total = values.length) {
  const steps = values.map((_, step) => step);
  return {
    name,
    steps,
    timestampsMs: steps.map((step) => 1000 + step * 500),
    values,
    total,
    isSampled: total > steps.length,
  };
}

const plain = { xAxis: 'step', isLog: false, smoothing: 0, startedMs: 1000 } as const;

test('groupMetrics() puts names that differ by the split of the data into one chart', () => {
  expect(groupMetrics(['train/loss', 'val/loss', 'lr'])).toEqual([
    { title: 'loss', names: ['train/loss', 'val/loss'] },
    { title: 'lr', names: ['lr'] },
  ]);
  expect(groupMetrics(['loss', 'val_loss'])).toEqual([{ title: 'loss', names: ['loss', 'val_loss'] }]);
  expect(groupMetrics(['accuracy/train', 'accuracy/test'])[0]?.title).toBe('accuracy');
  expect(groupMetrics(['model/train/loss', 'model/val/loss'])[0]?.title).toBe('model/loss');
  expect(groupMetrics(['trainLoss', 'validationLoss'])).toEqual([
    { title: 'loss', names: ['trainLoss', 'validationLoss'] },
  ]);
});

test('groupMetrics() keeps apart what only looks alike', () => {
  const names = [
    'a/loss',
    'a_loss',
    'testament',
    'training',
    'val',
    'train/val/loss',
    'test/val/loss',
    'loss',
    'a/train/loss',
    '',
    '__proto__',
  ];
  expect(groupMetrics(names).filter((group) => group.names.length > 1)).toEqual([
    { title: 'a/loss', names: ['a/loss', 'a/train/loss'] },
  ]);
  expect(groupMetrics(names).flatMap((group) => group.names)).toHaveLength(names.length);
});

test('groupMetrics() names a lone metric as it is, also where it has the word of a split', () => {
  expect(groupMetrics(['val_loss'])).toEqual([{ title: 'val_loss', names: ['val_loss'] }]);
});

test('curvesOf() leaves a gap and a mark where a value is no finite number', () => {
  const { traces, notANumber } = curvesOf([series('loss', [1, 'NaN', 3, 'Infinity', '-Infinity'])], plain);
  expect(traces[0]?.y).toEqual([1, null, 3, null, null]);
  expect(traces[1]).toMatchObject({ role: 'marks', x: [1, 3, 4], y: [0, 1, 0] });
  expect(traces[1]?.text?.[1]).toBe('loss = Infinity, step 3');
  expect(notANumber).toBe(3);
});

test('curvesOf() leaves out what a logarithmic axis cannot show, and counts it', () => {
  const curves = curvesOf([series('loss', [1, 0, -2, 4])], { ...plain, isLog: true });
  expect(curves.traces[0]?.y).toEqual([1, null, null, 4]);
  expect(curves.notPositive).toBe(2);
  expect(curvesOf([series('loss', [1, 0, -2, 4])], plain).notPositive).toBe(0);
});

test('curvesOf() draws a point between two gaps as a marker, since no line shows it', () => {
  const many = Array.from({ length: 100 }, (_, step): Value => step);
  expect(curvesOf([series('a', many)], plain).traces[0]?.hasMarkers).toBe(false);
  expect(curvesOf([series('a', ['NaN', 5, 'NaN', ...many])], plain).traces[0]?.hasMarkers).toBe(true);
});

test('curvesOf() says how many points of all it shows, and smooths over a shadow of the truth', () => {
  const curves = curvesOf([series('a', [1, 2, 3], 100_000)], { ...plain, smoothing: 0.5 });
  expect([curves.shown, curves.total]).toEqual([3, 100_000]);
  expect(curves.traces.map(({ role }) => role)).toEqual(['shadow', 'curve']);
  expect(curves.traces[0]?.y).toEqual([1, 2, 3]);
});

test('smooth() keeps a constant, gaps, and does not lean towards zero', () => {
  expect(smooth([4, 4, null, 4], 0.9)).toEqual([4, 4, null, 4]);
  expect(smooth([0, 3], 0.5)).toEqual([0, 2]);
});

test('axisFor() counts relative time from the start, from the first point where a clock went back, in a fitting unit', () => {
  const at = (startedMs: number | null, ...timestampsMs: number[]) =>
    axisFor('relative', [{ steps: [0, 1], timestampsMs }], startedMs);
  expect(at(1000, 2000, 5000).at(0, 5000)).toBe(4);
  expect(at(9000, 2000, 5000).at(0, 2000)).toBe(0);
  expect(at(null, 2000, 5000).at(0, 5000)).toBe(3);
  expect(at(0, 0, 600_000).unit).toBe('minutes');
  expect(at(0, 0, 36_000_000)).toMatchObject({ unit: 'hours' });
});

test('axisFor() writes wall time in the clock of the page, which plotly does not shift', () => {
  const noon = new Date(2026, 10, 21, 12, 5, 6, 7).getTime();
  expect(axisFor('time', [], null).at(0, noon)).toBe('2026-11-21 12:05:06.007');
});

test('curveFigure() keeps a zoom by its key, and shows names as text', () => {
  const theme = {
    text: 't',
    faintText: 'f',
    grid: 'g',
    paper: 'p',
    error: 'e',
    curves: ['c1', 'c2'],
    fontFamily: 'x',
    fontSizePx: 12,
  };
  const curves = curvesOf([series('<b>a</b>', [1, 2]), series('b', ['NaN', 2])], plain);
  const figure = curveFigure(curves, theme, { isLog: false, zoomKey: 'step false', xTitle: 'step' });
  expect(figure.layout?.uirevision).toBe('step false');
  expect(figure.data.map(({ name }) => name)).toEqual(['&lt;b&gt;a&lt;/b&gt;', 'b', undefined]);
  expect(figure.data[2]).toMatchObject({ yaxis: 'y2', marker: { color: 'e' } });
  expect(figure.layout?.showlegend).toBe(true);
  // Plotly makes CSS classes of these.
  for (const { uid } of figure.data) expect(uid).toMatch(/^[a-z]+\d*$/);
});
