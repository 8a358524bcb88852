// Generated from notebooks/40_run/05_templates/02_format_spec.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 40230003 40230005 40230006 40230007 40230087 4023000a 4023008a 4023000d 4023008d 4023000e 4023000f

// %% notebooks/40_run/05_templates/02_format_spec.ipynb#40230003 3526ee1a
import { OctavoError } from '../../errors/index.ts';
import { fixedDigits, type ScientificDigits, scientificDigits, shortestDigits } from './decimal-digits.ts';
import type { WholeFloat } from '../parameters/parameter-values.ts';

// %% notebooks/40_run/05_templates/02_format_spec.ipynb#40230005 d9d4af39
/** A format specification, read. */
export interface FormatSpec {
  fill: string;
  align: '<' | '>' | '^' | '=';
  sign: '+' | '-' | ' ';
  noNegativeZero: boolean; // z
  alternate: boolean; // #
  width: number;
  grouping: '' | ',' | '_';
  precision: number | undefined;
  type: string; // '' when there is none
  given: { sign: boolean; align: boolean };
}

/** An error in a template, with Python's own words. */
export function templateError(message: string): OctavoError {
  return new OctavoError('run-template-syntax', message);
}

// %% notebooks/40_run/05_templates/02_format_spec.ipynb#40230006 97224eb1
/** @internal */
export const specPattern =
  /^(?:(?<fill>.)(?=[<>=^])(?<filled>[<>=^])|(?<align>[<>=^]))?(?<sign>[-+ ])?(?<z>z)?(?<alternate>#)?(?<width>\d*)(?<grouping>[,_]*)(?:\.(?<precision>\d*))?(?<type>.?)$/su;
/** @internal */
export const longest = 1000; // of a width or a precision

// %% notebooks/40_run/05_templates/02_format_spec.ipynb#40230007 6aff9354
/** Reads a specification for a text or a number. Throws `run-template-syntax`. */
export function readFormatSpec(text: string, kind: 'str' | 'int' | 'float'): FormatSpec {
  const found = specPattern.exec(text)?.groups;
  if (!found) throw templateError(`Invalid format specifier '${text}' for object of type '${kind}'`);
  if (found.precision === '') throw templateError('Format specifier missing precision');
  const isZero = found.fill === undefined && (found.width ?? '').startsWith('0');
  const align = found.filled ?? found.align ?? (kind === 'str' ? '<' : isZero ? '=' : '>');
  const spec: FormatSpec = {
    fill: found.fill ?? (isZero ? '0' : ' '),
    align: align as FormatSpec['align'],
    sign: (found.sign ?? '-') as FormatSpec['sign'],
    noNegativeZero: found.z !== undefined,
    alternate: found.alternate !== undefined,
    width: Number(found.width || 0),
    grouping: found.grouping as FormatSpec['grouping'],
    precision: found.precision === undefined ? undefined : Number(found.precision),
    type: found.type ?? '',
    given: { sign: found.sign !== undefined, align: (found.filled ?? found.align) !== undefined },
  };
  if (Math.max(spec.width, spec.precision ?? 0) > longest) throw templateError(`'${text}' is wider than ${longest}`);
  checkGrouping(spec, kind);
  return spec;
}

// %% notebooks/40_run/05_templates/02_format_spec.ipynb#40230087 ddba7f1f
/** Throws when digits of that type cannot be grouped so. @internal */
export function checkGrouping({ grouping, type }: FormatSpec, kind: 'str' | 'int' | 'float'): void {
  if (grouping === '') return;
  if (grouping.length > 1) throw templateError(`Cannot specify both ',' and '_'.`);
  const shown = type || (kind === 'str' ? 's' : '');
  const isFine = shown === '' || 'deEfFgG%'.includes(shown) || (grouping === '_' && 'boxX'.includes(shown));
  if (!isFine) throw templateError(`Cannot specify '${grouping}' with '${shown}'.`);
}

// %% notebooks/40_run/05_templates/02_format_spec.ipynb#4023000a 521d149b
/** A text by a specification: `>8`, `.4`. Throws `run-template-syntax`. */
export function formatText(text: string, specification: string): string {
  if (specification === '') return text;
  const spec = readFormatSpec(specification, 'str');
  if (spec.type !== '' && spec.type !== 's') throw unknownCode(spec.type, 'str');
  if (spec.given.sign) throw templateError('Sign not allowed in string format specifier');
  if (spec.noNegativeZero) throw templateError('Negative zero coercion (z) not allowed in string format specifier');
  if (spec.alternate) throw templateError('Alternate form (#) not allowed in string format specifier');
  if (spec.align === '=') throw templateError("'=' alignment not allowed in string format specifier");
  return padded(spec, spec.precision === undefined ? text : [...text].slice(0, spec.precision).join(''));
}

// %% notebooks/40_run/05_templates/02_format_spec.ipynb#4023008a bcc8e4e9
/** A text with as much fill as its width asks for. @internal */
export function padded(spec: FormatSpec, text: string): string {
  const room = Math.max(0, spec.width - [...text].length);
  const before = spec.align === '<' ? 0 : spec.align === '^' ? Math.floor(room / 2) : room;
  return spec.fill.repeat(before) + text + spec.fill.repeat(room - before);
}

/** @internal */
export function unknownCode(type: string, kind: string): OctavoError {
  return templateError(`Unknown format code '${type}' for object of type '${kind}'`);
}

// %% notebooks/40_run/05_templates/02_format_spec.ipynb#4023000d adc6650c
/** A number by a specification: `.3f`, `03d`, `e`. A float that is whole must be a `WholeFloat`. Throws `run-template-syntax`. */
export function formatNumber(value: number | bigint | WholeFloat | boolean, specification: string): string {
  const isInteger = typeof value === 'bigint' || typeof value === 'boolean' || isWhole(value);
  const spec = readFormatSpec(specification, isInteger ? 'int' : 'float');
  const asFloat = !isInteger || 'eEfFgG%'.includes(spec.type || 'd');
  const parts = asFloat ? floatParts(Number(value), spec, isInteger) : integerParts(BigInt(value as number), spec);
  const sign = parts.negative ? '-' : spec.sign === '-' ? '' : spec.sign;
  const before = sign + parts.prefix;
  if (spec.align !== '=') return padded(spec, before + grouped(parts.digits, spec, 0) + parts.rest);
  const room = spec.width - before.length - parts.rest.length;
  if (spec.fill === '0') return before + grouped(parts.digits, spec, room) + parts.rest;
  const digits = grouped(parts.digits, spec, 0);
  return before + spec.fill.repeat(Math.max(0, room - digits.length)) + digits + parts.rest;
}

// %% notebooks/40_run/05_templates/02_format_spec.ipynb#4023008d 019e3496
/** The parts of a number before they are put together. @internal */
export interface NumberParts {
  negative: boolean;
  prefix: string; // 0x
  digits: string; // of the whole part; '' for inf and nan
  rest: string; // point, fraction, exponent, percent sign
}

/** Whether Python would hold the number as an int. @internal */
export function isWhole(value: number | WholeFloat): boolean {
  return typeof value === 'number' && Number.isInteger(value) && !Object.is(value, -0);
}

/** The digits of the whole part with their separators, and zeros before them up to a width. @internal */
export function grouped(digits: string, { grouping, type }: FormatSpec, width: number): string {
  const size = 'boxX'.includes(type || 'd') ? 4 : 3;
  const separate = (text: string) =>
    grouping && digits ? text.replace(new RegExp(`\\B(?=(?:[0-9a-zA-Z]{${size}})+$)`, 'g'), grouping) : text;
  let filled = digits;
  while (separate(filled).length < width) filled = `0${filled}`;
  return separate(filled);
}

// %% notebooks/40_run/05_templates/02_format_spec.ipynb#4023000e f93ff19e
/** An int in its base. @internal */
export function integerParts(value: bigint, spec: FormatSpec): NumberParts {
  const { type, alternate } = spec;
  if (spec.precision !== undefined) throw templateError('Precision not allowed in integer format specifier');
  if (spec.noNegativeZero)
    throw templateError('Negative zero coercion (z) not allowed in format specifier with integer format code');
  if (type === 'c') return letterParts(value, spec);
  const base = { b: 2, o: 8, x: 16, X: 16, '': 10, d: 10, n: 10 }[type];
  if (base === undefined) throw unknownCode(type, 'int');
  const text = (value < 0n ? -value : value).toString(base);
  const prefix = alternate && base !== 10 ? `0${type}` : '';
  return { negative: value < 0n, prefix, digits: type === 'X' ? text.toUpperCase() : text, rest: '' };
}

/** The letter that an int is the code of. @internal */
export function letterParts(value: bigint, { given, alternate }: FormatSpec): NumberParts {
  if (given.sign) throw templateError("Sign not allowed with integer format specifier 'c'");
  if (alternate) throw templateError("Alternate form (#) not allowed with integer format specifier 'c'");
  if (value < 0n || value > 0x10ffffn) throw templateError('%c arg not in range(0x110000)');
  return { negative: false, prefix: '', digits: '', rest: String.fromCodePoint(Number(value)) };
}

// %% notebooks/40_run/05_templates/02_format_spec.ipynb#4023000f b8c33150
/** A float as its type asks: `e`, `f`, `g`, `%`, or none. @internal */
export function floatParts(value: number, spec: FormatSpec, wasInteger: boolean): NumberParts {
  const { type } = spec;
  if (!'eEfFgG%n'.includes(type || 'n')) throw unknownCode(type, wasInteger ? 'int' : 'float');
  if (wasInteger && !Number.isFinite(value)) throw templateError('int too large to convert to float');
  const number = type === '%' ? value * 100 : value;
  const text = Number.isFinite(number) ? finiteText(Math.abs(number), spec) : Number.isNaN(number) ? 'nan' : 'inf';
  const isZero = spec.noNegativeZero && /^[0.]*(?:e|$)/.test(text);
  const negative = !Number.isNaN(number) && (number < 0 || Object.is(number, -0)) && !isZero;
  const shown = (/[EFG]/.test(type) ? text.toUpperCase() : text) + (type === '%' ? '%' : '');
  const digits = /^\d*/.exec(shown)?.[0] ?? '';
  return { negative, prefix: '', digits, rest: shown.slice(digits.length) };
}

/** A finite float, not negative, in lower case. @internal */
export function finiteText(value: number, { type, precision, alternate }: FormatSpec): string {
  const code = type.toLowerCase();
  if (code === 'f' || code === '%')
    return fixedDigits(value, precision ?? 6) + (alternate && precision === 0 ? '.' : '');
  if (code === 'e') return withExponent(scientificDigits(value, (precision ?? 6) + 1), alternate);
  if (code === '' && precision === undefined) return general(shortestDigits(value), 16, alternate, true);
  const count = Math.max(1, precision ?? 6);
  const found = scientificDigits(value, count);
  const digits = alternate ? found.digits : found.digits.replace(/(?<=.)0+$/, '');
  return general({ ...found, digits }, code === '' ? count - 1 : count, alternate, code === '');
}

/** Digits without an exponent where the first of them is near the point. @internal */
export function general(
  { digits, exponent }: ScientificDigits,
  most: number,
  alternate: boolean,
  asFloat: boolean,
): string {
  if (exponent < -4 || exponent >= most) return withExponent({ digits, exponent }, alternate);
  const whole = exponent < 0 ? '0' : digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  const fraction = exponent < 0 ? '0'.repeat(-exponent - 1) + digits : digits.slice(exponent + 1);
  if (fraction !== '') return `${whole}.${fraction}`;
  return asFloat ? `${whole}.0` : alternate ? `${whole}.` : whole;
}

/** `1.5e-07`. @internal */
export function withExponent({ digits, exponent }: ScientificDigits, alternate: boolean): string {
  const point = digits.length > 1 || alternate ? '.' : '';
  const power = String(Math.abs(exponent)).padStart(2, '0');
  return `${digits[0]}${point}${digits.slice(1)}e${exponent < 0 ? '-' : '+'}${power}`;
}
