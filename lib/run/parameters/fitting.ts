// Generated from notebooks/40_run/03_parameters/07_fitting.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 40200003 40200009 40200005 40200006

// %% notebooks/40_run/03_parameters/07_fitting.ipynb#40200003 5464f502
import { EnumValue, readDate } from './dates-and-enums.ts';
import { isRecord, misfit } from './misfit.ts';
import type { ParameterType } from './parameter-types.ts';
import { readingsOf } from './parameter-values.ts';

// %% notebooks/40_run/03_parameters/07_fitting.ipynb#40200009 0907d3f8
/** A value that fits a type, with its dates, its big integers and its members of enumerations made of their texts. */
export function fitted(type: ParameterType, value: unknown): unknown {
  switch (type.kind) {
    case 'date':
      return typeof value === 'string' ? readDate(value) : value;
    case 'bigint':
      return BigInt(value as string | number | bigint);
    case 'enum': {
      if (value instanceof EnumValue) return value;
      const member = type.members.find(([, each]) => each === value) ?? type.members.find(([name]) => name === value);
      return member ? new EnumValue(`${type.name}.${member[0]}`, member[1]) : value;
    }
    case 'array':
      return (value as unknown[]).map((item) => fitted(type.element, item));
    case 'tuple':
      return (value as unknown[]).map((item, at) => fitted(type.elements[at] ?? (type.rest as ParameterType), item));
    case 'record':
      return mapMembers(value, () => type.value);
    case 'object':
      return mapMembers(value, (name) =>
        Object.hasOwn(type.properties, name) ? type.properties[name]?.type : undefined,
      );
    case 'union':
      return fitted(type.members.find((member) => misfit(member, value) === undefined) ?? { kind: 'unknown' }, value);
    default:
      return value;
  }
}

/** A record with each of its members fitted to its type. */
export function mapMembers(value: unknown, typeOf: (name: string) => ParameterType | undefined): unknown {
  if (!isRecord(value)) return value;
  const members = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(members.map(([name, item]) => [name, fitted(typeOf(name) ?? { kind: 'unknown' }, item)]));
}

// %% notebooks/40_run/03_parameters/07_fitting.ipynb#40200005 882d4697
/** The readings of the words that were given for one parameter, the likeliest first. [] when they can be meant in several ways. */
export function readingsFor(
  type: ParameterType,
  words: string[], // one for each time that it was given
): unknown[] {
  const last = words.at(-1) as string;
  const lists = listTypes(type);
  if (lists.length === 0 || words.every(isJson)) return readingsOf(last);
  if (words.length === 1) return [...readingsOf(last), ...lists.flatMap((list) => listReading(list, splitList(last)))];
  return words.some((word) => isJson(word) || word.includes(','))
    ? []
    : lists.flatMap((list) => listReading(list, words));
}

/** The value of the first reading that fits, as `{ value }`; undefined when none does. */
export function firstFitting(type: ParameterType, readings: unknown[]): { value: unknown } | undefined {
  const at = readings.findIndex((reading) => misfit(type, reading) === undefined);
  return at < 0 ? undefined : { value: fitted(type, readings[at]) };
}

// %% notebooks/40_run/03_parameters/07_fitting.ipynb#40200006 bd900d70
/** The lists that a type takes. @internal */
export function listTypes(type: ParameterType): ParameterType[] {
  if (type.kind === 'union') return type.members.flatMap(listTypes);
  return type.kind === 'array' || type.kind === 'tuple' ? [type] : [];
}

/** The elements of `16, 8`. @internal */
export function splitList(word: string): string[] {
  return word.trim() === '' ? [] : word.split(',').map((item) => item.trim());
}

/** A list with each word read against the type of its element; a word that fits none stays, so that a message can show it. @internal */
export function listReading(type: ParameterType, words: string[]): unknown[] {
  if (type.kind !== 'array' && type.kind !== 'tuple') return [];
  const elementAt = (at: number) => (type.kind === 'array' ? type.element : (type.elements[at] ?? type.rest));
  const items = words.map((word, at) => {
    const element: ParameterType = elementAt(at) ?? { kind: 'unknown' };
    const fit = readingsOf(word).find((reading) => misfit(element, reading) === undefined);
    return fit === undefined ? word : fit;
  });
  return [items];
}

/** Whether a word is a list or a record in JSON. @internal */
export function isJson(word: string): boolean {
  return /^\s*[[{]/.test(word);
}
