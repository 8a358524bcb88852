// Generated from notebooks/40_run/05_templates/01_decimal_digits.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 40220004 40220007 4022000a

// %% notebooks/40_run/05_templates/01_decimal_digits.ipynb#40220004 47a1366d
/** The exact value of a finite float, not negative, as a fraction. */
export function exactFraction(value: number): { top: bigint; bottom: bigint } {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const exponent = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const whole = exponent === 0 ? fraction : fraction | 0x10000000000000n;
  const power = (exponent === 0 ? 1 : exponent) - 1075;
  return power >= 0 ? { top: whole << BigInt(power), bottom: 1n } : { top: whole, bottom: 1n << BigInt(-power) };
}

/** A fraction as the nearest whole number; a tie goes to the even one. */
export function roundedQuotient(top: bigint, bottom: bigint): bigint {
  const quotient = top / bottom;
  const twice = (top % bottom) * 2n;
  const isUp = twice > bottom || (twice === bottom && quotient % 2n === 1n);
  return isUp ? quotient + 1n : quotient;
}

// %% notebooks/40_run/05_templates/01_decimal_digits.ipynb#40220007 b499ea19
/** A finite float, not negative, with so many digits behind the point (source: Python's format code f). */
export function fixedDigits(value: number, precision: number): string {
  const { top, bottom } = exactFraction(value);
  const digits = String(roundedQuotient(top * 10n ** BigInt(precision), bottom)).padStart(precision + 1, '0');
  const point = digits.length - precision;
  return precision === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
}

// %% notebooks/40_run/05_templates/01_decimal_digits.ipynb#4022000a 6cfa196e
/** Digits and the power of ten of the first of them: 1234.5 is `12345` and 3. */
export interface ScientificDigits {
  digits: string;
  exponent: number;
}

/** A finite float, not negative, with so many digits in all, at least one (source: Python's format code e). */
export function scientificDigits(value: number, count: number): ScientificDigits {
  if (value === 0) return { digits: '0'.repeat(count), exponent: 0 };
  const { top, bottom } = exactFraction(value);
  for (let exponent = Math.floor(Math.log10(value)); ; ) {
    const power = count - 1 - exponent;
    const scaled = power >= 0 ? [top * 10n ** BigInt(power), bottom] : [top, bottom * 10n ** BigInt(-power)];
    const digits = String(roundedQuotient(scaled[0] as bigint, scaled[1] as bigint));
    if (digits.length === count) return { digits, exponent };
    exponent += digits.length > count ? 1 : -1; // the logarithm was off by one, or rounding carried
  }
}

/** The fewest digits that are still the same float (source: Python's repr). */
export function shortestDigits(value: number): ScientificDigits {
  const [digits, exponent] = value.toExponential().split('e') as [string, string];
  return { digits: digits.replace('.', ''), exponent: Number(exponent) };
}
