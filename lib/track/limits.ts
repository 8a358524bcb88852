// Generated from notebooks/60_track/02_limits.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 60020003 60020005 60020006 60020009 60020010 60020013 60020014 60020015 60020018 60020019

// %% notebooks/60_track/02_limits.ipynb#60020003 30ae4d0e
import { OctavoError } from '../errors/index.ts';

// %% notebooks/60_track/02_limits.ipynb#60020005 0a49e823
/** The greatest lengths, in characters, that MLflow 3.17.2 accepts. */
export const limits = {
  name: 250, // of a metric, a parameter or a tag
  parameterValue: 6000,
  tagValue: 8000,
  experimentName: 256, // MLflow's check says 500, but its column says 256
  runName: 250,
} as const;

// %% notebooks/60_track/02_limits.ipynb#60020006 97272f34
/** Cuts a text to a number of characters (not UTF-16 units); a shorter one comes back as it is. */
export function truncate(text: string, characters: number): string {
  return text.length <= characters ? text : Array.from(text).slice(0, characters).join('');
}

// %% notebooks/60_track/02_limits.ipynb#60020009 6e4368f1
/** Checks the name of a metric, a parameter or a tag. Throws `track-name-invalid`. */
export function checkName(
  kind: 'metric' | 'parameter' | 'tag', // what it is called in the message
  name: string,
): void {
  const refuse = (why: string) => {
    throw new OctavoError('track-name-invalid', `Cannot record ${kind} ${JSON.stringify(name)}: ${why}`, {
      hint: `log.${kind}(${JSON.stringify(usableName(String(name)) || kind)}, ...)`,
    });
  };
  if (typeof name !== 'string' || name === '') refuse('the name is empty');
  if (!/^[/\p{L}\p{N}_.\- :]*$/u.test(name)) refuse('a name has letters, digits and any of _ - . : / and space only');
  if (name.split('/').some((part) => part === '' || part === '.' || part === '..')) {
    refuse('read as a path, the name must not begin or end with "/" nor have empty parts, "." or ".."');
  }
  if (truncate(name, limits.name) !== name) refuse(`a name has at most ${limits.name} characters`);
}

// %% notebooks/60_track/02_limits.ipynb#60020010 4413db60
/** The nearest name that may be recorded, '' when nothing of it is left: `price$` becomes `price_`. */
export function usableName(name: string): string {
  const parts = name.replace(/[^/\p{L}\p{N}_.\- :]/gu, '_').split('/');
  const kept = parts.filter((part) => part !== '' && part !== '.' && part !== '..');
  return truncate(kept.join('/'), limits.name);
}

// %% notebooks/60_track/02_limits.ipynb#60020013 75b66992
/** A number as the columns `value` and `is_nan` hold it. */
export interface StoredNumber {
  value: number;
  isNan: 0 | 1;
}

// %% notebooks/60_track/02_limits.ipynb#60020014 9f071c6d
/** Brings a number into the form of the store: NaN is 0 with a mark, ±Infinity is ±1.7976931348623157e308. */
export function encodeNumber(value: number): StoredNumber {
  if (Number.isNaN(value)) return { value: 0, isNan: 1 };
  return { value: Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, value)), isNan: 0 };
}

// %% notebooks/60_track/02_limits.ipynb#60020015 afd146cf
/** Reads a number back. The greatest number comes back as it is: the store cannot tell it from infinity. */
export function decodeNumber(stored: { value: number; is_nan: number }): number {
  return stored.is_nan ? Number.NaN : stored.value;
}

// %% notebooks/60_track/02_limits.ipynb#60020018 0b6f60c4
/** A value as a parameter's text: a string stays as it is, everything else is JSON, or what String() makes of it. */
export function parameterText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'bigint' || typeof value === 'number') return String(value);
  return JSON.stringify(value) ?? String(value);
}

// %% notebooks/60_track/02_limits.ipynb#60020019 92c2fefa
/** The parameters of a run as names and texts that MLflow accepts: flat, cut to the limits. Source of the mapping: Sacred's config. */
export function flattenParameters(parameters: object, prefix = ''): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [key, value] of Object.entries(parameters)) {
    const name = usableName(`${prefix}${key}`) || '_';
    const isNested = typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
    if (isNested && Object.keys(value).length > 0) Object.assign(flat, flattenParameters(value, `${prefix}${key}.`));
    else if (value !== undefined) flat[name] = truncate(parameterText(value), limits.parameterValue);
  }
  return flat;
}
