import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { inParallel } from '../../lib/host/index.ts';

test('inParallel() does all of it, in the order of the items, and never more at a time than it may', async () => {
  const begun: number[] = [];
  let [underWay, most] = [0, 0];
  await inParallel([10, 20, 30, 40, 50], 2, async (item, index) => {
    begun.push(item + index);
    most = Math.max(most, ++underWay);
    await setImmediate();
    underWay--;
  });
  expect(begun).toEqual([10, 21, 32, 43, 54]);
  expect(most).toBe(2);
});

test('inParallel() begins nothing after a failure, and waits for what is under way before it throws', async () => {
  const ended: number[] = [];
  const work = async (item: number) => {
    if (item === 1) throw new Error('first');
    for (let turn = 0; turn < 5; turn++) await setImmediate();
    ended.push(item);
  };
  await expect(inParallel([0, 1, 2, 3], 2, work)).rejects.toThrow('first');
  expect(ended).toEqual([0]);
});
