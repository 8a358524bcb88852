import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { seededRandom, shuffle, trainTestSplit } from '../../lib/learn/index.ts';

const irises = readFileSync(new URL('../../workflows/iris/iris.csv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .slice(1);
const speciesOf = (line: string) => line.split(',')[4] as string;

/** mulberry32 as its author published it, in C's terms: every step on 32-bit integers. */
function published(seed: number): () => number {
  let a = seed | 0;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

test('seededRandom() gives the published sequence, also for the largest seed', () => {
  for (const seed of [0, 1, 42, 0x7fffffff, 0x80000000, 0xffffffff]) {
    const [ours, theirs] = [seededRandom(seed), published(seed)];
    for (let index = 0; index < 1000; index++) expect(ours()).toBe(theirs());
  }
});

test('shuffle() finds every order of three items about equally often', () => {
  const counts = new Map<string, number>();
  const random = seededRandom(1);
  for (let round = 0; round < 6000; round++) {
    const order = shuffle(['a', 'b', 'c'], random).join('');
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  expect(counts.size).toBe(6);
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
});

test('trainTestSplit() of the irises holds out 20 of each species, and the same ones for the same seed', () => {
  const options = { testFraction: 0.4, seed: 1, stratifyBy: speciesOf };
  const { train, test: heldOut } = trainTestSplit(irises, options);
  for (const species of ['setosa', 'versicolor', 'virginica']) {
    expect(heldOut.filter((line) => speciesOf(line) === species)).toHaveLength(20);
  }
  expect(train).toHaveLength(90);
  expect(trainTestSplit(irises, options).test).toEqual(heldOut);
  expect(trainTestSplit(irises, { ...options, seed: 2 }).test).not.toEqual(heldOut);
});

test('trainTestSplit() loses no row and holds out the number asked for, stratified or not', () => {
  const random = seededRandom(9);
  for (let round = 0; round < 300; round++) {
    const rows = Array.from({ length: 4 + Math.floor(random() * 60) }, (_, id) => ({
      id,
      kind: Math.floor(random() * 4),
    }));
    const testFraction = 0.2 + random() * 0.6;
    const stratifyBy = round % 2 === 0 ? (row: { kind: number }) => row.kind : undefined;
    const split = trainTestSplit(rows, { testFraction, seed: round, ...(stratifyBy && { stratifyBy }) });
    expect(split.test).toHaveLength(Math.round(rows.length * testFraction));
    expect([...split.train, ...split.test].map((row) => row.id).sort((a, b) => a - b)).toEqual(
      rows.map((row) => row.id),
    );
    for (const kind of stratifyBy ? [0, 1, 2, 3] : []) {
      const all = rows.filter((row) => row.kind === kind).length;
      const held = split.test.filter((row) => row.kind === kind).length;
      expect(Math.abs(held - (all * split.test.length) / rows.length)).toBeLessThan(1);
    }
  }
});

test('trainTestSplit() refuses a fraction that is not a number', () => {
  expect(() => trainTestSplit(irises, { testFraction: Number.NaN })).toThrow(/leaves one side empty/);
});
