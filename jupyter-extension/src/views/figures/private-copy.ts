/**
 * Copies a figure as far as plotly writes into it: objects and lists of them. Lists of numbers and text, which may hold millions,
 * are shared, since plotly only reads them. So what the notebook holds, and saves, stays as it was.
 */
export function privateCopy<Value>(value: Value): Value {
  if (Array.isArray(value)) {
    const first = value.find((item) => item !== null);
    return typeof first === 'object' ? (value.map(privateCopy) as Value) : value;
  }
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, privateCopy(inner)])) as Value;
}
