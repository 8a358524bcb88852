import { summarise } from 'my-project';
import { expect, test } from 'vitest';

// What a reader of the notebook need not see: the edges. The lesson in notebooks/01_summary.ipynb is a test as well.

test('summarise() takes a single value', () => {
  expect(summarise([3])).toEqual({ count: 1, mean: 3, smallest: 3, largest: 3 });
});

test('summarise() does not change what it is given', () => {
  const values = Object.freeze([2, 1]);
  expect(summarise(values).smallest).toBe(1);
});
