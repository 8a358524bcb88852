import { describe, expect, test } from 'vitest';
import { compareRuns, listRuns, readRun, searchRuns } from '../../lib/track/index.ts';
import { logMetrics, metricHistory, metricRanges, nextStep } from '../../lib/track/store/metrics.ts';
import { logParameters } from '../../lib/track/store/parameters.ts';
import { createRun, endRun } from '../../lib/track/store/runs.ts';
import { setTags } from '../../lib/track/store/tags.ts';
import { storeWithRun } from './temporary-store.ts';

const point = (value: number, step = 0, timestampMs = 1, name = 'loss') => ({ name, value, step, timestampMs });

describe('logMetrics()', () => {
  test('leaves a repeated point as it is and keeps every different one', () => {
    const { store, runId } = storeWithRun();
    logMetrics(store, runId, [point(1), point(1), point(2), point(1, 1)]);
    logMetrics(store, runId, [point(1)]);
    expect(metricHistory(store, runId, 'loss').map(({ value, step }) => [value, step])).toEqual([
      [1, 0],
      [2, 0],
      [1, 1],
    ]);
  });

  test('takes as the latest value the greatest by step, then time, then value', () => {
    const latest = (...points: ReturnType<typeof point>[]) => {
      const { store, runId } = storeWithRun();
      for (const each of points) logMetrics(store, runId, [each]);
      return readRun(store, runId).metrics.loss?.value;
    };
    expect(latest(point(1, 5, 1), point(2, 4, 9))).toBe(1);
    expect(latest(point(1, 5, 2), point(2, 5, 1))).toBe(1);
    expect(latest(point(2, 5, 1), point(1, 5, 1))).toBe(2);
    expect(latest(point(1, -5, 1), point(2, -4, 1))).toBe(2);
    expect(latest(point(1, 0, 1), point(Number.NaN, 1, 1))).toBeNaN();
  });

  test('stores NaN as 0 with a mark and infinities as the greatest numbers', () => {
    const { store, runId } = storeWithRun();
    logMetrics(store, runId, [
      point(Number.NaN, 0),
      point(Infinity, 1),
      point(-Infinity, 2),
      point(-0, 3),
      point(5e-324, 4),
    ]);
    const rows = store.rows('SELECT value, is_nan FROM metrics ORDER BY step');
    expect(rows).toEqual([
      { value: 0, is_nan: 1 },
      { value: Number.MAX_VALUE, is_nan: 0 },
      { value: -Number.MAX_VALUE, is_nan: 0 },
      { value: 0, is_nan: 0 },
      { value: 5e-324, is_nan: 0 },
    ]);
  });

  test('writes all points or none', () => {
    const { store, runId } = storeWithRun();
    expect(() => logMetrics(store, runId, [point(1), point(2, 1.5)])).toThrow(/step/);
    expect(metricHistory(store, runId, 'loss')).toEqual([]);
    expect(() => logMetrics(store, 'f'.repeat(32), [point(1)])).toThrow(/has no run/);
  });

  test('metricRanges() and nextStep() follow the points', () => {
    const { store, runId } = storeWithRun();
    expect(nextStep(store, runId, 'loss')).toBe(0);
    logMetrics(store, runId, [point(1, 3), point(1, 7), point(1, 0, 1, 'other')]);
    expect(nextStep(store, runId, 'loss')).toBe(8);
    expect(metricRanges(store, runId)).toEqual({
      loss: { points: 2, firstStep: 3, lastStep: 7 },
      other: { points: 1, firstStep: 0, lastStep: 0 },
    });
  });
});

describe('parameters and tags', () => {
  test('logParameters() takes the same value again and refuses another one, with nothing written', () => {
    const { store, runId } = storeWithRun({ parameters: { epochs: '5' } });
    logParameters(store, runId, { epochs: '5', rate: '0.1' });
    expect(() => logParameters(store, runId, { seed: '1', epochs: '6' })).toThrow(/"epochs".* is 5 already/);
    expect(readRun(store, runId).parameters).toEqual({ epochs: '5', rate: '0.1' });
  });

  test('texts are cut to the limits of MLflow, by characters', () => {
    const { store, runId } = storeWithRun();
    logParameters(store, runId, { long: '📓'.repeat(6001) });
    logParameters(store, runId, { long: '📓'.repeat(6001) });
    setTags(store, runId, { long: 'x'.repeat(8001) });
    const { parameters, tags } = readRun(store, runId);
    expect(Array.from(parameters.long ?? '')).toHaveLength(6000);
    expect(tags.long).toHaveLength(8000);
  });

  test('setTags() replaces, and the tag mlflow.runName renames', () => {
    const { store, runId } = storeWithRun({ tags: { stage: 'one' } });
    setTags(store, runId, { stage: 'two', 'mlflow.runName': 'better' });
    const run = readRun(store, runId);
    expect([run.tags.stage, run.name, run.tags['mlflow.runName']]).toEqual(['two', 'better', 'better']);
    expect(() => setTags(store, runId, { 'a//b': 'x' })).toThrow(/path/);
  });

  test('a deleted run is not written', () => {
    const { store, runId } = storeWithRun();
    store.change("UPDATE runs SET lifecycle_stage = 'deleted' WHERE run_uuid = ?", runId);
    expect(() => setTags(store, runId, { a: 'b' })).toThrow(/is deleted/);
    expect(searchRuns(store).runs).toEqual([]);
  });
});

describe('searchRuns()', () => {
  test('pages through many runs without losing or repeating one', () => {
    const { store, experiment } = storeWithRun();
    const startedAt = new Date(0); // all at once: the order must still be total
    for (let index = 0; index < 24; index++) createRun(store, { experiment, name: `${index}`, user: 'ada', startedAt });
    const seen: string[] = [];
    let page: string | undefined;
    do {
      const found = searchRuns(store, { limit: 7, page });
      seen.push(...found.runs.map((run) => run.id));
      page = found.nextPage;
    } while (page);
    expect([seen.length, new Set(seen).size]).toEqual([25, 25]);
  });

  test('orders by a metric with NaN and missing values last, and by a parameter', () => {
    const { store, experiment, runId } = storeWithRun();
    const values = [0.5, Number.NaN, 0.9];
    const ids = values.map((value, index) => {
      const parameters = { order: String(9 - index) };
      const id = createRun(store, { experiment, name: `${value}`, user: 'a', startedAt: new Date(index), parameters });
      logMetrics(store, id, [point(value)]);
      return id;
    });
    const order = (name: string) => searchRuns(store, { order: name }).runs.map((run) => run.id);
    expect(order('metric.loss').slice(0, 2)).toEqual([ids[2], ids[0]]);
    expect(order('metric.loss')).toHaveLength(4);
    expect(order('parameter.order')).toEqual([...ids, runId]);
  });

  test('values with quotes, percent signs and stars are values', () => {
    const { store, runId } = storeWithRun({ tags: { note: "' OR 1=1 --" } });
    expect(searchRuns(store, { tags: { note: "' OR 1=1 --" } }).runs.map((run) => run.id)).toEqual([runId]);
    expect(searchRuns(store, { tags: { note: '%' } }).runs).toEqual([]);
    expect(() => readRun(store, '*')).toThrow(/begins with/);
  });

  test('listRuns() keeps families together, and the limit counts the runs at the top', () => {
    const { store, runId, experiment } = storeWithRun({ startedAt: new Date(0) });
    const child = (parentId: string, minute: number) =>
      createRun(store, {
        ...{ experiment, name: 'child', user: 'a', startedAt: new Date(minute * 60_000) },
        tags: { 'mlflow.parentRunId': parentId },
      });
    const first = child(runId, 1);
    const second = child(runId, 2);
    const inner = child(first, 3);
    const other = createRun(store, { experiment, name: 'other', user: 'a', startedAt: new Date(1e7) });
    const lines = listRuns(store, { limit: 2 }).map(({ run, depth }) => [run.id, depth]);
    expect(lines).toEqual([
      [other, 0],
      [runId, 0],
      [first, 1],
      [inner, 2],
      [second, 1],
    ]);
    endRun(store, inner, { status: 'FAILED', endedAt: new Date(), tags: { 'octavo.status': 'failed' } });
    expect(listRuns(store, { status: 'failed' }).map(({ run, depth }) => [run.id, depth])).toEqual([[inner, 0]]);
  });

  test('compareRuns() tells NaN from NaN as equal and a missing value as different', () => {
    const { store, runId, experiment } = storeWithRun();
    const other = createRun(store, {
      experiment,
      name: 'train',
      user: 'a',
      startedAt: new Date(),
      parameters: { a: '1' },
    });
    for (const id of [runId, other]) logMetrics(store, id, [point(Number.NaN)]);
    const differing = compareRuns([readRun(store, runId), readRun(store, other)]).filter((row) => row.differs);
    expect(differing.map((row) => row.name)).toEqual(['a']);
  });
});
