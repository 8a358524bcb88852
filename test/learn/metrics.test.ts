import { expect, test } from 'vitest';
import { accuracy, classesOf, confusionMatrix, oneHot } from '../../lib/learn/index.ts';

test('confusionMatrix() gives what scikit-learn documents for its own example', () => {
  // sklearn.metrics.confusion_matrix([2, 0, 2, 2, 0, 1], [0, 0, 2, 2, 0, 2])
  const matrix = confusionMatrix([2, 0, 2, 2, 0, 1], [0, 0, 2, 2, 0, 2]);
  expect(matrix).toEqual([
    [2, 0, 0],
    [0, 0, 1],
    [1, 0, 2],
  ]);
});

test('classesOf() puts numbers in numeric order and keeps one of each', () => {
  expect(classesOf([10, 9, 100, 9])).toEqual([9, 10, 100]);
  expect(classesOf(['b', 'B', 'ä', 'a'])).toEqual(['B', 'a', 'b', 'ä']);
  expect(classesOf([])).toEqual([]);
});

test('oneHot() keeps the number 1 and the text "1" apart', () => {
  expect(oneHot<string | number>([1, '1'], [1, '1'])).toEqual([
    [1, 0],
    [0, 1],
  ]);
});

test('accuracy() of a large set is exact', () => {
  const truth = Array.from({ length: 100_000 }, (_, row) => row % 7);
  const predicted = truth.map((label, row) => (row % 10 === 0 ? -1 : label));
  expect(accuracy(truth, predicted)).toBe(0.9);
  const counts = confusionMatrix(truth, predicted);
  expect(counts.flat().reduce((sum, count) => sum + count)).toBe(100_000);
});
