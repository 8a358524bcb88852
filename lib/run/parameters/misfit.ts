// Generated from notebooks/40_run/03_parameters/06_misfit.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 401f0003 401f0005 401f0006 401f0007 401f0008 401f0009

// %% notebooks/40_run/03_parameters/06_misfit.ipynb#401f0003 01244553
import { suggest } from '../../errors/index.ts';
import { EnumValue, readDate } from './dates-and-enums.ts';
import { formatObjectType, formatType, type ParameterType, propertyName, quoted } from './parameter-types.ts';

// %% notebooks/40_run/03_parameters/06_misfit.ipynb#401f0005 7275a2a8
/** Why a value does not fit a type, as `"x" is not of type number` or `.lr: "x" is not …`; undefined when it fits. */
export function misfit(type: ParameterType, value: unknown): string | undefined {
  const found = findMisfit(type, value);
  return found && (found.path === '' ? found.reason.replace(/^: /, '') : `${found.path}${found.reason}`);
}

/** Where a value does not fit, and why: `: "x" is not …`, or ` is missing`. */
export interface Misfit {
  path: string; // '' is the value itself
  reason: string;
}

// %% notebooks/40_run/03_parameters/06_misfit.ipynb#401f0006 9945c104
/** The first place where a value does not fit. @internal */
export function findMisfit(type: ParameterType, value: unknown): Misfit | undefined {
  const wrong = () => ({ path: '', reason: `: ${shown(value)} is not ${allowed(type, value)}` });
  switch (type.kind) {
    case 'unknown':
      return undefined;
    case 'array':
      return Array.isArray(value) ? firstMisfit(value.map((item, at) => [`[${at}]`, type.element, item])) : wrong();
    case 'tuple':
      return Array.isArray(value) && isLongEnough(type, value.length) ? tupleMisfit(type, value) : wrong();
    case 'record':
      return isRecord(value)
        ? firstMisfit(Object.entries(value).map(([name, item]) => [memberPath(name), type.value, item]))
        : wrong();
    case 'object':
      return isRecord(value) ? objectMisfit(type.properties, value) : wrong();
    case 'union':
      if (type.members.some((member) => findMisfit(member, value) === undefined)) return undefined;
      return deeper(type.members, value) ?? wrong();
    default:
      return fitsSimply(type, value) ? undefined : wrong();
  }
}

/** Whether a value that has no parts fits. @internal */
export function fitsSimply(type: ParameterType, value: unknown): boolean {
  switch (type.kind) {
    case 'null':
      return value === null;
    case 'literal':
      return value === type.value;
    case 'enum':
      return type.members.some(
        ([name, member]) =>
          value === member || value === name || (value instanceof EnumValue && value.value === member),
      );
    case 'date':
      return value instanceof Date ? !Number.isNaN(value.getTime()) : typeof value === 'string' && !!readDate(value);
    case 'bigint':
      return (
        typeof value === 'bigint' || Number.isInteger(value) || (typeof value === 'string' && /^-?\d+$/.test(value))
      );
    default:
      return typeof value === type.kind;
  }
}

// %% notebooks/40_run/03_parameters/06_misfit.ipynb#401f0007 5204128d
/** The first of several places that does not fit, with its name in front. @internal */
export function firstMisfit(places: [string, ParameterType, unknown][]): Misfit | undefined {
  for (const [place, type, value] of places) {
    const found = findMisfit(type, value);
    if (found) return { path: `${place}${found.path}`, reason: found.reason };
  }
  return undefined;
}

/** Whether a tuple can have so many elements. @internal */
export function isLongEnough(type: Extract<ParameterType, { kind: 'tuple' }>, length: number): boolean {
  return (
    length >= (type.required ?? type.elements.length) && (type.rest !== undefined || length <= type.elements.length)
  );
}

/** The first element of a tuple that does not fit. @internal */
export function tupleMisfit(type: Extract<ParameterType, { kind: 'tuple' }>, value: unknown[]): Misfit | undefined {
  return firstMisfit(value.map((item, at) => [`[${at}]`, type.elements[at] ?? (type.rest as ParameterType), item]));
}

/** Why an object does not fit: a member of a wrong type, one too few, one too many. An empty object type takes any members. @internal */
export function objectMisfit(
  properties: Record<string, { type: ParameterType; optional: boolean }>,
  value: Record<string, unknown>,
): Misfit | undefined {
  for (const [name, { type, optional }] of Object.entries(properties)) {
    const isThere = Object.hasOwn(value, name) && !(optional && value[name] === undefined);
    const found = isThere ? firstMisfit([[memberPath(name), type, value[name]]]) : undefined;
    if (found) return found;
    if (!isThere && !optional) return { path: memberPath(name), reason: ' is missing' };
  }
  const names = Object.keys(properties);
  const extra = names.length === 0 ? undefined : Object.keys(value).find((name) => !names.includes(name));
  if (extra === undefined) return undefined;
  const reason = ` is not a member of ${formatObjectType(properties)}${didYouMean(extra, names)}`;
  return { path: memberPath(extra), reason };
}

// %% notebooks/40_run/03_parameters/06_misfit.ipynb#401f0008 1f2349a1
/** For a list or an object that no member of a union takes: what is wrong within, when it is plain which member was meant. @internal */
export function deeper(members: ParameterType[], value: unknown): Misfit | undefined {
  const isList = Array.isArray(value);
  if (!isList && !isRecord(value)) return undefined;
  const kinds = isList ? ['array', 'tuple'] : ['object', 'record'];
  const meant = members.filter((member) => kinds.includes(member.kind) && (isList || isMeant(member, value)));
  return meant.length === 1 ? findMisfit(meant[0] as ParameterType, value) : undefined;
}

/** Whether the members that tell objects of a union apart (`kind: 'circle'`) are those of a value. @internal */
export function isMeant(type: ParameterType, value: Record<string, unknown>): boolean {
  if (type.kind !== 'object') return true;
  const words = Object.entries(type.properties).filter(([, { type: member }]) => member.kind === 'literal');
  return words.every(([name, { type: member }]) => findMisfit(member, value[name]) === undefined);
}

/** What may stand at a place, with what was perhaps meant. @internal */
export function allowed(type: ParameterType, value: unknown): string {
  if (type.kind === 'date') return 'a date: write 2026-01-31, or a time with its zone, 2026-01-31T12:00:00Z';
  const words = wordsOf(type);
  const near = typeof value === 'string' ? didYouMean(value, words) : '';
  return `${type.kind === 'union' || words.length > 0 ? 'one of' : 'of type'} ${formatType(type)}${near}`;
}

/** The texts that a type takes. @internal */
export function wordsOf(type: ParameterType): string[] {
  if (type.kind === 'union') return type.members.flatMap(wordsOf);
  if (type.kind === 'enum') return type.members.flatMap(([name, value]) => [name, String(value)]);
  return type.kind === 'literal' ? [String(type.value)] : [];
}

// %% notebooks/40_run/03_parameters/06_misfit.ipynb#401f0009 16167ede
/** @internal */
export function didYouMean(word: string, words: string[]): string {
  const near = suggest(word, words);
  return near === undefined ? '' : `; did you mean "${near}"?`;
}

/** `.lr`, or `['learning rate']`. @internal */
export function memberPath(name: string): string {
  return propertyName(name) === name ? `.${name}` : `[${quoted(name)}]`;
}

/** Whether a value is an object with names, rather than a list, a date or null. @internal */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Date) &&
    !(value instanceof EnumValue)
  );
}

/** A value in a message: short, on one line. @internal */
export function shown(value: unknown): string {
  const text =
    typeof value === 'number' || value === undefined || typeof value === 'bigint'
      ? String(value)
      : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
