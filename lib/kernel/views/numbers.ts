interface Cut {
  whole: number; // a longer axis is cut
  edge: number; // to so many elements at each end
}

const ofRow: Cut = { whole: 12, edge: 3 };
const ofRows: Cut = { whole: 8, edge: 3 };
const ofList: Cut = { whole: 20, edge: 6 }; // the only axis

/** Numbers in rows and columns as NumPy prints them; of a long axis its two ends. `values` holds them row by row. */
export function numbersText(values: ArrayLike<unknown>, shape: readonly number[]): string {
  const cells = new Map<number, string>();
  const format = formatOf(values, shape);
  const write = (axis: number, offset: number): string => {
    if (axis === shape.length) return (cells.get(offset) ?? format(values[offset])) as string;
    const length = shape[axis] as number;
    const stride = shape.slice(axis + 1).reduce((product, size) => product * size, 1);
    const isLast = axis === shape.length - 1;
    const parts = shownOf(length, cutOf(axis, shape)).map((at) =>
      at === undefined ? (isLast ? '…' : '⋮') : write(axis + 1, offset + at * stride),
    );
    const between = isLast ? ', ' : `,${'\n'.repeat(shape.length - axis - 1)}${' '.repeat(axis + 1)}`;
    return `[${parts.join(between)}]`;
  };
  return write(0, 0);
}

function cutOf(axis: number, shape: readonly number[]): Cut {
  if (shape.length === 1) return ofList;
  return axis === shape.length - 1 ? ofRow : ofRows;
}

function shownOf(length: number, { whole, edge }: Cut): (number | undefined)[] {
  if (length <= whole) return Array.from({ length }, (_, at) => at);
  const ends = Array.from({ length: edge }, (_, at) => at);
  return [...ends, undefined, ...ends.map((at) => length - edge + at)];
}

/** One width and one number of decimals for all that is shown. */
function formatOf(values: ArrayLike<unknown>, shape: readonly number[]): (value: unknown) => string {
  const shown = shownOffsets(shape).map((offset) => values[offset]);
  const decimals = Math.max(0, ...shown.map(decimalsOf));
  const text = (value: unknown) => textOf(value, decimals);
  const width = shape.length > 1 ? Math.max(0, ...shown.map((value) => text(value).length)) : 0;
  return (value) => text(value).padStart(width);
}

function shownOffsets(shape: readonly number[]): number[] {
  let offsets = [0];
  for (const [axis, length] of shape.entries()) {
    const at = shownOf(length, cutOf(axis, shape)).filter((one) => one !== undefined);
    offsets = offsets.flatMap((offset) => at.map((one) => offset * length + one));
  }
  return offsets;
}

function decimalsOf(value: unknown): number {
  if (typeof value !== 'number' || !Number.isFinite(value) || Number.isInteger(value) || isExtreme(value)) return 0;
  const text = String(Number(value.toFixed(4)));
  return text.includes('.') ? text.length - text.indexOf('.') - 1 : 0;
}

function textOf(value: unknown, decimals: number): string {
  if (typeof value !== 'number') return typeof value === 'string' ? JSON.stringify(value.slice(0, 60)) : String(value);
  if (!Number.isFinite(value) || (Number.isInteger(value) && Math.abs(value) >= 1e15)) return String(value);
  return isExtreme(value) ? value.toExponential(3) : value.toFixed(decimals);
}

function isExtreme(value: number): boolean {
  return value !== 0 && (Math.abs(value) < 1e-4 || Math.abs(value) >= 1e9) && !Number.isInteger(value);
}
