// Generated from notebooks/70_learn/03_metrics.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 70a30003 70a30005 70a30008

// %% notebooks/70_learn/03_metrics.ipynb#70a30003 12fea774
import { OctavoError } from '../errors/index.ts';
import { classesOf, type Label } from './labels.ts';

// %% notebooks/70_learn/03_metrics.ipynb#70a30005 d0625dac
/** Returns the share of labels predicted right, from 0 to 1. Throws `learn-sizes-differ` and `learn-empty`. */
export function accuracy<L extends Label>(
  truth: readonly L[], // shape [n]
  predicted: readonly L[], // shape [n], in the same order
): number {
  _checkPairs(truth, predicted);
  return truth.filter((label, row) => label === predicted[row]).length / truth.length;
}

function _checkPairs(truth: readonly Label[], predicted: readonly Label[]): void {
  if (truth.length !== predicted.length) {
    throw new OctavoError(
      'learn-sizes-differ',
      `There are ${truth.length} true labels and ${predicted.length} predicted ones`,
      {
        hint: 'predict every row of the set, in its order',
      },
    );
  }
  if (truth.length === 0) {
    throw new OctavoError('learn-empty', 'There is no label to compare: both lists are empty', {
      hint: 'check that the test set was written and read',
    });
  }
}

// %% notebooks/70_learn/03_metrics.ipynb#70a30008 2c64ad5f
/** Counts every pair of true class (row) and predicted class (column): shape [k, k] for k classes. Throws `learn-sizes-differ`, `learn-empty` and `learn-classes-differ`. */
export function confusionMatrix<L extends Label>(
  truth: readonly L[], // shape [n]
  predicted: readonly L[], // shape [n], in the same order
  classes: readonly L[] = classesOf(truth, predicted), // shape [k], in the order of rows and columns
): number[][] {
  _checkPairs(truth, predicted);
  const places = new Map(classes.map((label, place) => [label, place]));
  const counts = classes.map(() => classes.map(() => 0));
  const placeOf = (label: L, row: number): number => {
    const place = places.get(label);
    if (place !== undefined) return place;
    throw new OctavoError(
      'learn-classes-differ',
      `Row ${row} has the label ${JSON.stringify(label)}, which is none of the classes`,
      {
        hint: `the classes given are ${JSON.stringify(classes)}`,
      },
    );
  };
  for (const [row, label] of truth.entries()) {
    const counted = counts[placeOf(label, row)] as number[];
    const column = placeOf(predicted[row] as L, row);
    counted[column] = (counted[column] as number) + 1;
  }
  return counts;
}
