import { expect, test } from 'vitest';
import { compare, formatSummaries, median } from '../../bench/compare.ts';
import { measure } from '../../bench/measure.ts';

const measurement = (name: string, timesMs: number[], result = 'loss 0.1\n') => {
  return { name, timesMs, result, memoryBytes: 64 * 2 ** 20 };
};

test('compare() gives the ratio of medians and its range within one round', () => {
  const [ours, theirs] = compare([measurement('ours', [100, 200, 300]), measurement('theirs', [400, 500, 300])]);
  expect(ours).toMatchObject({ medianMs: 200, minMs: 100, maxMs: 300, spread: 1, ratio: 1 });
  expect(theirs).toMatchObject({ medianMs: 400, ratio: 0.5, ratioMin: 0.25, ratioMax: 1 });
});

test('compare() refuses a ratio between runs that did not print the same', () => {
  const ours = measurement('ours', [100], 'a\nloss 0.1\n');
  expect(() => compare([ours, measurement('theirs', [200], 'a\nloss 0.2\n')])).toThrow(
    'no ratio: ours and theirs did not come to the same result; line 2 is "loss 0.1" and "loss 0.2"',
  );
  expect(() => compare([ours, measurement('theirs', [200], '')])).toThrow('no ratio');
});

test('median() takes the middle, or the mean of the two in the middle', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
});

test('formatSummaries() prints one line for each contender', () => {
  const lines = formatSummaries(compare([measurement('ours', [100]), measurement('theirs', [200])])).split('\n');
  expect(lines[1]).toMatch(/^ours +100 ms +100-100 +0 % +64 MiB$/);
  expect(lines[2]).toMatch(/^theirs +200 ms +200-200 +0 % +0\.50 \(0\.50-0\.50\) +64 MiB$/);
});

test('measure() takes the contenders in turn, does not count the first round, and looks at the memory of a whole tree', async () => {
  const order: string[] = [];
  const program = 'require("child_process").spawnSync(process.execPath, ["-e", "setTimeout(() => {}, 300)"])';
  const contender = (name: string) => ({
    ...{ name, command: process.execPath, args: ['-e', program], cwd: process.cwd() },
    readResult: () => `${order.push(name)}`,
  });
  const found = await measure([contender('a'), contender('b')], { rounds: 1, memory: true, say: () => undefined });
  expect(order).toEqual(['a', 'b', 'a', 'b']);
  expect(found.map((each) => each.timesMs.length)).toEqual([1, 1]);
  if (process.platform === 'linux') expect(found[0]?.memoryBytes).toBeGreaterThan(10 * 2 ** 20);
}, 60_000);

test('measure() rejects with what a failing program printed', async () => {
  const args = ['-e', 'console.error("no kernel"); process.exitCode = 3'];
  const failing = { name: 'a', command: process.execPath, args, cwd: process.cwd(), readResult: () => '' };
  await expect(measure([failing], { rounds: 1, memory: false, say: () => undefined })).rejects.toThrow(
    'a exited with 3:\nno kernel',
  );
});
