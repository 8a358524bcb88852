// Generated from notebooks/70_learn/02_labels.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 70a20003 70a20005 70a20008

// %% notebooks/70_learn/02_labels.ipynb#70a20003 30ae4d0e
import { OctavoError } from '../errors/index.ts';

// %% notebooks/70_learn/02_labels.ipynb#70a20005 e20e5f3d
/** What a row is said to be. */
export type Label = string | number | boolean;

/** Returns the different labels of one or more lists, in the order in which every table and matrix of this door has its classes. */
export function classesOf<L extends Label>(
  ...lists: (readonly L[])[] // each of shape [n]
): L[] {
  return [...new Set(lists.flat() as L[])].sort(_compareLabels);
}

function _compareLabels(a: Label, b: Label): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [textA, textB] = [String(a), String(b)];
  return textA < textB ? -1 : textA > textB ? 1 : 0;
}

// %% notebooks/70_learn/02_labels.ipynb#70a20008 87ef4e64
/** Returns a row of zeros with a single 1 for each label: shape [n, k] for n labels and k classes. Throws `learn-classes-differ`. */
export function oneHot<L extends Label>(
  labels: readonly L[], // shape [n]
  classes: readonly L[] = classesOf(labels), // shape [k], in the order of the columns
): number[][] {
  const columns = new Map(classes.map((label, column) => [label, column]));
  return labels.map((label, row) => {
    const column = columns.get(label);
    if (column === undefined) {
      throw new OctavoError(
        'learn-classes-differ',
        `Label ${row} is ${JSON.stringify(label)}, which is none of the classes`,
        {
          hint: `the classes given are ${JSON.stringify(classes)}`,
        },
      );
    }
    return classes.map((_, other) => (other === column ? 1 : 0));
  });
}
