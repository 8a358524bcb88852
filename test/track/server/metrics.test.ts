import { expect, test } from 'vitest';
import { choosePoints } from '../../../lib/track/server/downsample.ts';
import { logMetrics } from '../../../lib/track/store/metrics.ts';
import { serverWithRun } from './temporary-server.ts';

/** Numbers between 0 and 1 that are the same every time (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

test('choosePoints() keeps first, last and extremes of any curve, and at most so many points', () => {
  const next = random(7);
  for (let round = 0; round < 300; round++) {
    const length = Math.floor(next() * 3000);
    const maxPoints = 10 + Math.floor(next() * 400);
    const words = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    const isWord = next() < 0.5 ? 0 : 0.01;
    const values = Array.from({ length }, () =>
      next() < isWord ? (words[Math.floor(next() * 3)] as number) : next() - 0.5,
    );
    const chosen = choosePoints(values, maxPoints);
    const kept = chosen.map((index) => values[index] as number);
    expect(chosen.length).toBeLessThanOrEqual(maxPoints);
    expect(chosen).toEqual([...new Set(chosen)].toSorted((a, b) => a - b));
    if (length === 0) continue;
    expect([chosen[0], chosen.at(-1)]).toEqual([0, length - 1]);
    const extremes = (of: number[]) => {
      const finite = of.filter(Number.isFinite);
      return [
        Math.min(...finite),
        Math.max(...finite),
        ...words.map((word) => of.some((value) => Object.is(value, word))),
      ];
    };
    expect(extremes(kept)).toEqual(extremes(values));
  }
});

test('choosePoints() keeps the extremes of every stretch, not of the whole alone', () => {
  const values = Array.from({ length: 10_000 }, (_, index) => (index % 1000 === 500 ? index : 0));
  const chosen = new Set(choosePoints(values, 200));
  for (let peak = 500; peak < 10_000; peak += 1000) expect(chosen.has(peak)).toBe(true);
});

test('a short curve comes whole, by step, with words for what is no number', async () => {
  const { ask, store, runId } = await serverWithRun();
  const point = (step: number, value: number) => ({ name: 'train/loss', value, step, timestampMs: 1000 - step });
  const values = [
    point(3, 0.5),
    point(1, Number.NaN),
    point(2, Number.NEGATIVE_INFINITY),
    point(-1, Number.POSITIVE_INFINITY),
  ];
  logMetrics(store, runId, values);
  const { series } = (await ask(`/runs/${runId}/metrics?name=train%2Floss&name=none`)).json();
  expect(series).toEqual([
    {
      name: 'train/loss',
      steps: [-1, 1, 2, 3],
      timestampsMs: [1001, 999, 998, 997],
      values: ['Infinity', 'NaN', '-Infinity', 0.5],
      total: 4,
      isSampled: false,
    },
    { name: 'none', steps: [], timestampsMs: [], values: [], total: 0, isSampled: false },
  ]);
});

test('100,000 points become what a picture needs', async () => {
  const { ask, store, runId } = await serverWithRun();
  store.change(
    'WITH RECURSIVE n (step) AS (SELECT 0 UNION ALL SELECT step + 1 FROM n WHERE step < 99999) ' +
      "INSERT INTO metrics (key, value, timestamp, run_uuid, step, is_nan) SELECT 'loss', iif(step = 54321, 99, step % 7), step, ?, step, 0 FROM n",
    runId,
  );
  const [loss] = (await ask(`/runs/${runId}/metrics?name=loss&maxPoints=500`)).json().series;
  expect([loss.total, loss.isSampled, loss.steps.length <= 500, loss.steps.length > 300]).toEqual([
    100_000,
    true,
    true,
    true,
  ]);
  expect([loss.values[loss.steps.indexOf(54_321)], loss.steps[0], loss.steps.at(-1)]).toEqual([99, 0, 99_999]);
  const detail = (await ask(`/runs/${runId}`)).json();
  expect(detail.metricRanges.loss).toEqual({ points: 100_000, firstStep: 0, lastStep: 99_999 });
});

test('metrics of no name and too many points are refused', async () => {
  const { ask, runId } = await serverWithRun();
  const code = async (query: string) => (await ask(`/runs/${runId}/metrics${query}`)).json().error?.code;
  expect(await code('')).toBe('track-server-request');
  expect(await code('?name=a&maxPoints=9')).toBe('track-server-request');
  expect(await code('?name=a&maxPoints=many')).toBe('track-server-request');
  expect(await code(`?${Array.from({ length: 51 }, (_, index) => `name=${index}`).join('&')}`)).toBe(
    'track-server-request',
  );
});
