// Generated from notebooks/40_run/03_parameters/08_plain_data.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 40210003 40210005 40210006 40210009

// %% notebooks/40_run/03_parameters/08_plain_data.ipynb#40210003 9c2dc741
import { OctavoError, shellWord } from '../../errors/index.ts';
import { EnumValue } from './dates-and-enums.ts';
import { WholeFloat } from './parameter-values.ts';
import { ParameterReference } from './reference.ts';

// %% notebooks/40_run/03_parameters/08_plain_data.ipynb#40210005 a2d7c4d5
/** The most that the parameters of a run may be. */
export const parameterLimits = {
  values: 1_000_000, // each text, number, list … counts, as often as it is used
  depth: 200,
  bytes: 4 * 1024 * 1024, // of a file or a text of parameters
  anchors: 1000, // each is compared with all before it
  marks: 100_000, // commas, colons, brackets and line ends in it: reading YAML takes its time for each
} as const;

/** Refuses a value that is no plain data, contains itself, or is too large or too deep: `run-parameter-size`. */
export function refuseUnusual(name: string, given: unknown): void {
  let count = 0;
  const refuse = (what: string) => {
    throw new OctavoError('run-parameter-size', `Parameter "${name}" ${what}`, {
      hint: 'put large data into a file, and give its path as the parameter',
    });
  };
  const visit = (value: unknown, depth: number): void => {
    if (++count > parameterLimits.values) refuse(`holds more than ${parameterLimits.values} values`);
    if (depth > parameterLimits.depth) refuse(`is nested more than ${parameterLimits.depth} deep, or contains itself`);
    if (typeof value === 'function' || typeof value === 'symbol') refuse(`holds a ${typeof value}, which is no data`);
    if (typeof value !== 'object' || value === null || isOpaque(value)) return;
    if (!Array.isArray(value) && !isPlainObject(value))
      refuse(`holds a ${value.constructor?.name}, which is no plain data`);
    for (const member of Array.isArray(value) ? value : Object.values(value)) visit(member, depth + 1);
  };
  visit(given, 0);
}

// %% notebooks/40_run/03_parameters/08_plain_data.ipynb#40210006 7ba51b6a
/** Whether a value is an object of ours, or a date, that has no members to be looked at. @internal */
export function isOpaque(value: object): boolean {
  return [Date, WholeFloat, ParameterReference, EnumValue].some((made) => value instanceof made);
}

/** Whether an object is made by braces or by JSON, in this or in another realm. @internal */
export function isPlainObject(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

// %% notebooks/40_run/03_parameters/08_plain_data.ipynb#40210009 8bc86879
/** The text of a file or of base64. Throws `run-parameter-file` when it is not UTF-8, and `run-parameter-size`. */
export function decodeParameters(bytes: Uint8Array, source: string): string {
  if (bytes.byteLength > parameterLimits.bytes) throw tooLong(source);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new OctavoError('run-parameter-file', `Cannot read parameters from ${source}: it is not UTF-8 text`, {
      cause,
      hint: source.startsWith('-') ? undefined : `iconv -f latin1 -t utf-8 ${shellWord(source)}`,
    });
  }
}

/** The bytes that a base64 text says. Throws `run-parameter-file`. */
export function decodeBase64(text: string): Uint8Array {
  const digits = text.replace(/\s+/g, '');
  if (digits.length > 2 * parameterLimits.bytes) throw tooLong('-b');
  if (/^[A-Za-z0-9+/]*={0,2}$/.test(digits) && digits.length % 4 === 0) return Buffer.from(digits, 'base64');
  throw new OctavoError('run-parameter-file', 'Cannot read parameters from -b: it is not base64', {
    hint: "printf '{epochs: 5}' | base64",
  });
}

/** Refuses a text that would take long to read, or is larger than anybody's parameters. Throws `run-parameter-size`. */
export function refuseLong(text: string, source: string): void {
  if (text.length > parameterLimits.bytes) throw tooLong(source);
  const { marks, anchors } = parameterLimits;
  if (isMore(text.matchAll(/[,:[\]{}\n]|[-?] /g), marks)) throw tooLong(source, `more than ${marks} values`);
  if (isMore(text.matchAll(/(?<![^\s,:[\]{}-])&\w/g), anchors)) throw tooLong(source, `more than ${anchors} anchors`);
}

/** Whether there are more than so many; it stops counting there. @internal */
export function isMore(found: Iterable<unknown>, most: number): boolean {
  let count = 0;
  for (const _ of found) if (++count > most) return true;
  return false;
}

/** The error about a text that no person and no program writes as parameters. @internal */
export function tooLong(source: string, holds?: string): OctavoError {
  const size = holds ? `it holds ${holds}` : `it is larger than ${parameterLimits.bytes / 1024 / 1024} MiB`;
  return new OctavoError('run-parameter-size', `Cannot read parameters from ${source}: ${size}`, {
    hint: 'put large data into a file, and give its path as a parameter',
  });
}
