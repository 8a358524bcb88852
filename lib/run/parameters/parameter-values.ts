// Generated from notebooks/40_run/03_parameters/05_parameter_values.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 40030003 40030005 40030008 40030009 4003000c 4003000d

// %% notebooks/40_run/03_parameters/05_parameter_values.ipynb#40030003 0397a12f
import { OctavoError } from '../../errors/index.ts';
import type { JsonValue } from '../../notebook/json/json.ts';
import { isoText, EnumValue } from './dates-and-enums.ts';
import { ParameterReference } from './reference.ts';

// %% notebooks/40_run/03_parameters/05_parameter_values.ipynb#40030005 6a7c2be5
/** A whole number that Python must see as a float: `1e3` is `1000.0`. JSON and arithmetic see the plain number. */
export class WholeFloat extends Number {}

/** A value with plain numbers for whole floats, and words for the numbers that JSON lacks (`NaN`, `Infinity`, `-Infinity`). */
export function plainValue(value: unknown): JsonValue {
  if (value instanceof WholeFloat) return value.valueOf();
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (Array.isArray(value)) return value.map(plainValue);
  if (typeof value === 'bigint' || value instanceof ParameterReference) return String(value);
  if (value instanceof Date) return isoText(value);
  if (value instanceof EnumValue) return value.value;
  if (value === null || typeof value !== 'object') return value === undefined ? null : (value as JsonValue);
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plainValue(member)]));
}

// %% notebooks/40_run/03_parameters/05_parameter_values.ipynb#40030008 2e6a15ef
/** @internal */
export const pythonInteger = /^[+-]?\d+(?:_\d+)*$/;
/** @internal */
export const pythonFloat = /^[+-]?(?:\d+(?:_\d+)*\.?(?:\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:e[+-]?\d+(?:_\d+)*)?$/i;
/** @internal */
export const pythonSpecial = /^([+-]?)(inf|infinity|nan)$/i;
/** @internal */
export const constants: ReadonlyMap<string, boolean | null> = new Map([
  ['True', true],
  ['False', false],
  ['None', null],
]);

/** A special float by its sign and name. @internal */
export function specialFloat(sign: string, name: string): number {
  if (name.toLowerCase() === 'nan') return Number.NaN;
  return sign === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

// %% notebooks/40_run/03_parameters/05_parameter_values.ipynb#40030009 18d14e84
/** Reads a value as papermill's `-p` does; whole floats are kept as `WholeFloat` (source: papermill 2.7 cli._resolve_type). Throws `run-parameter-inexact`. */
export function readPythonWord(text: string): string | number | boolean | null | WholeFloat {
  const constant = constants.get(text);
  if (constant !== undefined) return constant;
  const word = text.trim();
  if (pythonInteger.test(word)) return exactInteger(word.replaceAll('_', ''), text);
  const special = pythonSpecial.exec(word);
  if (special) return specialFloat(special[1] as string, special[2] as string);
  if (!pythonFloat.test(word)) return text;
  const value = Number(word.replaceAll('_', ''));
  return Number.isInteger(value) ? new WholeFloat(value) : value;
}

/** An integer written in digits. Throws `run-parameter-inexact` beyond 2^53, where a number would silently be another. */
export function exactInteger(digits: string, shown: string = digits): number {
  const value = Number(digits);
  if (Number.isSafeInteger(value)) return value + 0; // integers have no minus zero
  throw new OctavoError('run-parameter-inexact', `${shown} is too large to be exact as a number (more than 2^53)`, {
    hint: 'pass it as text: -r NAME VALUE',
  });
}

// %% notebooks/40_run/03_parameters/05_parameter_values.ipynb#4003000c fa5885ea
/** The readings of a word for a TypeScript parameter, the likeliest first. Throws `run-parameter-inexact` only when text would not do. */
export function readingsOf(text: string): unknown[] {
  const own: ReadonlyMap<string, unknown> = new Map<string, unknown>([
    ['true', true],
    ['false', false],
    ['null', null],
    ['undefined', undefined],
  ]);
  const readings: unknown[] = own.has(text) ? [own.get(text)] : [];
  if (!isInexact(text)) {
    const value = readPythonWord(text);
    readings.push(value instanceof WholeFloat ? value.valueOf() : value);
  }
  if (readings.at(-1) !== text) readings.push(text);
  if (/^\s*[[{]/.test(text)) readings.push(...parsedJson(text));
  return readings;
}

// %% notebooks/40_run/03_parameters/05_parameter_values.ipynb#4003000d 212e02c8
/** Whether a word is an integer that a number does not hold. @internal */
export function isInexact(text: string): boolean {
  const word = text.trim();
  return pythonInteger.test(word) && !Number.isSafeInteger(Number(word.replaceAll('_', '')));
}

/** The value of a JSON text in a list, or an empty list. @internal */
export function parsedJson(text: string): unknown[] {
  try {
    return [JSON.parse(text)];
  } catch {
    return [];
  }
}
