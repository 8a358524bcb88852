// Generated from notebooks/70_learn/06_scaling.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 70a60003 70a60005 70a60006 70a60009

// %% notebooks/70_learn/06_scaling.ipynb#70a60003 30ae4d0e
import { OctavoError } from '../errors/index.ts';

// %% notebooks/70_learn/06_scaling.ipynb#70a60005 b46a2a56
/** What standardising subtracts and divides by, in the units of the columns. Plain JSON, so that it can be kept beside a model. */
export interface Standardizer {
  means: number[]; // shape [k]
  deviations: number[]; // shape [k], each above 0
}

/** Learns mean and standard deviation of each column (source: scikit-learn's StandardScaler). Throws `learn-empty` and `learn-rows-ragged`. */
export function fitStandardizer(
  rows: readonly (readonly number[])[], // shape [n, k]
): Standardizer {
  const width = rows[0]?.length ?? 0;
  if (width === 0)
    throw new OctavoError('learn-empty', 'There is no row to learn a scale from', {
      hint: 'check that the data was read',
    });
  _checkTable(rows, width);
  const columns = Array.from({ length: width }, (_, column) => rows.map((row) => row[column] as number));
  const means = columns.map(_mean);
  const deviations = columns.map((values, column) => {
    const mean = means[column] as number;
    return Math.sqrt(_mean(values.map((value) => (value - mean) ** 2))) || 1;
  });
  return { means, deviations };
}

function _mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

// %% notebooks/70_learn/06_scaling.ipynb#70a60006 e3cd999f
function _checkTable(rows: readonly (readonly number[])[], width: number): void {
  for (const [index, row] of rows.entries()) {
    if (row.length !== width) {
      throw new OctavoError('learn-rows-ragged', `Row ${index} has ${row.length} values, and ${width} are expected`);
    }
    const wrong = row.findIndex((value) => !Number.isFinite(value));
    if (wrong >= 0)
      throw new OctavoError('learn-rows-ragged', `Row ${index} has no finite number in column ${wrong}: ${row[wrong]}`);
  }
}

// %% notebooks/70_learn/06_scaling.ipynb#70a60009 f21a8b52
/** Returns the rows with each column's mean subtracted and divided by its deviation: shape [n, k], without unit. Throws `learn-rows-ragged`. */
export function standardize(
  rows: readonly (readonly number[])[], // shape [n, k]
  { means, deviations }: Standardizer,
): number[][] {
  _checkTable(rows, means.length);
  return rows.map((row) =>
    row.map((value, column) => (value - (means[column] as number)) / (deviations[column] as number)),
  );
}
