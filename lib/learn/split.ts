// Generated from notebooks/70_learn/05_split.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 70a50003 70a50005 70a50007

// %% notebooks/70_learn/05_split.ipynb#70a50003 ae11e768
import { OctavoError } from '../errors/index.ts';
import { classesOf, type Label } from './labels.ts';
import { type Random, seededRandom, shuffle } from './random.ts';

// %% notebooks/70_learn/05_split.ipynb#70a50005 4ce6f1e6
/** How to split. */
export interface SplitOptions<Row> {
  testFraction?: number; // share of the rows held out, between 0 and 1; 0.25 unless given
  seed?: number; // a whole number from 0 to 2^32 - 1; 0 unless given
  stratifyBy?: (row: Row) => Label; // the class of a row: each class is split in the same proportion
}

/** Splits rows at random into a training set and a test set, both in shuffled order. Throws `learn-fraction-invalid`, `learn-empty` and `learn-seed-invalid`. */
export function trainTestSplit<Row>(
  rows: readonly Row[], // shape [n]; the list is left as it is
  options: SplitOptions<Row> = {},
): { train: Row[]; test: Row[] } {
  const { testFraction = 0.25, seed = 0, stratifyBy } = options;
  const random = seededRandom(seed);
  if (rows.length === 0)
    throw new OctavoError('learn-empty', 'There is no row to split', { hint: 'check that the data was read' });
  const testCount = Math.round(rows.length * testFraction);
  if (!(testFraction > 0 && testFraction < 1) || testCount === 0 || testCount === rows.length) {
    throw new OctavoError(
      'learn-fraction-invalid',
      `Holding out ${testFraction} of ${rows.length} rows leaves one side empty`,
      {
        hint: 'testFraction: 0.25',
      },
    );
  }
  const shuffled = shuffle(rows, random);
  if (!stratifyBy) return { test: shuffled.slice(0, testCount), train: shuffled.slice(testCount) };
  return _splitByClass(shuffled, { testCount, stratifyBy, random });
}

// %% notebooks/70_learn/05_split.ipynb#70a50007 db642e16
interface _ClassSplit<Row> {
  testCount: number; // rows held out in all
  stratifyBy: (row: Row) => Label;
  random: Random;
}

function _splitByClass<Row>(rows: readonly Row[], { testCount, stratifyBy, random }: _ClassSplit<Row>) {
  const labels = rows.map(stratifyBy);
  const shares = shuffle(classesOf(labels), random).map((label) => {
    const exact = (labels.filter((other) => other === label).length * testCount) / rows.length;
    return { label, count: Math.floor(exact), remainder: exact - Math.floor(exact) };
  });
  let missing = testCount - shares.reduce((sum, share) => sum + share.count, 0);
  for (const share of shares.toSorted((a, b) => b.remainder - a.remainder)) {
    if (missing-- > 0) share.count += 1;
  }
  const left = new Map(shares.map((share) => [share.label, share.count]));
  const train: Row[] = [];
  const test: Row[] = [];
  for (const [place, row] of rows.entries()) {
    const label = labels[place] as Label;
    const count = left.get(label) as number;
    (count > 0 ? test : train).push(row);
    if (count > 0) left.set(label, count - 1);
  }
  return { train, test };
}
