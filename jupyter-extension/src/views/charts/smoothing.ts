/**
 * An exponential moving average that does not lean towards zero at its beginning (as TensorBoard smooths); gaps stay gaps.
 * `weight` is that of the past: 0 changes nothing, values near 1 flatten the curve.
 */
export function smooth(values: readonly (number | null)[], weight: number): (number | null)[] {
  let [average, weights] = [0, 0];
  return values.map((value) => {
    if (value === null) return null;
    average = average * weight + (1 - weight) * value;
    weights = weights * weight + (1 - weight);
    return average / weights;
  });
}
