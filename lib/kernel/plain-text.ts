import { type InspectOptions, inspect, types } from 'node:util';

const maxText = 100_000; // characters
const maxProperties = 1000; // of one object, in text
const shownProperties = 100; // of an object with more
const maxParts = 5000; // properties and elements at all depths

/**
 * A value as util.inspect prints it, in at most 100,000 characters. A large value is shown less deep, and an object of
 * more than 1,000 properties by its first 100. Never throws, and runs no getter and no trap of a proxy.
 */
export function plainText(value: unknown): string {
  if (!isObject(value)) return inspect(value);
  try {
    if (types.isProxy(value)) return cutText(inspect(value), maxText);
    const names = isBag(value) ? Object.keys(value) : [];
    if (names.length > maxProperties) return cutText(firstProperties(value, names), maxText);
    return cutText(inspect(value, { depth: shownDepth(value) }), maxText);
  } catch (error) {
    return `[${kindOf(value)} that cannot be shown: ${messageOf(error)}]`;
  }
}

/** A value on one line, nothing inside it unfolded: `{ a: 1, b: [Array] }`. Never throws. */
export function shortText(value: unknown, maxLength: number): string {
  const options: InspectOptions = { depth: 0, breakLength: Number.POSITIVE_INFINITY, maxArrayLength: 12 };
  try {
    if (isBag(value) && Object.keys(value).length > shownProperties) return `[${kindOf(value)}]`;
    return cutText(
      inspect(value, { ...options, maxStringLength: maxLength }).replace(/\s*\n\s*/g, ' '),
      maxLength,
      '…',
    );
  } catch {
    return isObject(value) ? `[${kindOf(value)}]` : typeof value;
  }
}

/** The beginning of a text, and a word on what is left out. Does not cut a character of two units. */
export function cutText(text: string, maxLength: number, mark?: string): string {
  if (text.length <= maxLength) return text;
  const end = /[\ud800-\udbff]/.test(text[maxLength - 1] ?? '') ? maxLength - 1 : maxLength;
  return `${text.slice(0, end)}${mark ?? `\n… ${(text.length - end).toLocaleString('en')} more characters`}`;
}

/** What a class is called: `Map`, `Person`; runs no code of the value's. */
export function kindOf(value: object): string {
  if (types.isProxy(value)) return 'Proxy';
  if (typeof value === 'function') return 'Function';
  for (let at: object | null = value; at !== null && !types.isProxy(at); at = Object.getPrototypeOf(at)) {
    const made: unknown = Object.getOwnPropertyDescriptor(at, 'constructor')?.value;
    if (typeof made !== 'function' || types.isProxy(made)) continue;
    const name: unknown = Object.getOwnPropertyDescriptor(made, 'name')?.value;
    if (typeof name === 'string' && name !== '') return name;
  }
  return 'Object';
}

export function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

/** An element of an array; undefined for a hole, and for an accessor, which is not run. */
export function elementOf(values: unknown[], index: number): unknown {
  return Object.getOwnPropertyDescriptor(values, index)?.value;
}

function messageOf(error: unknown): string {
  try {
    return cutText(error instanceof Error ? error.message : String(error), 200, '…');
  } catch {
    return 'its error cannot be shown either';
  }
}

/** util.inspect prints each of its properties, however many there are. */
function isBag(value: unknown): value is object {
  return isObject(value) && !types.isProxy(value) && !Array.isArray(value) && !ArrayBuffer.isView(value);
}

function firstProperties(value: object, names: string[]): string {
  const part = Object.create(Object.getPrototypeOf(value)) as object;
  for (const name of names.slice(0, shownProperties)) {
    Object.defineProperty(part, name, Object.getOwnPropertyDescriptor(value, name) as PropertyDescriptor);
  }
  const left = (names.length - shownProperties).toLocaleString('en');
  return inspect(part, { depth: 0 }).replace(/\s*\}$/, `,\n  ... ${left} more properties\n}`);
}

/** As deep as util.inspect goes, or less where that would print thousands of things. */
function shownDepth(value: object): number {
  let level: object[] = [value];
  let parts = 0;
  for (let depth = 0; depth < 3; depth++) {
    const next: object[] = [];
    for (const one of level) {
      for (const part of partsOf(one)) {
        if (++parts > maxParts) return Math.max(0, depth - 1);
        if (isObject(part) && !types.isProxy(part)) next.push(part);
      }
    }
    if (next.length === 0) return 2;
    level = next;
  }
  return 2;
}

function* partsOf(value: object): Iterable<unknown> {
  if (ArrayBuffer.isView(value) || typeof value === 'function') return;
  if (types.isMap(value)) {
    let left = 100; // util.inspect shows no more
    for (const pair of Map.prototype.entries.call(value)) {
      if (left-- === 0) return;
      yield* pair;
    }
  } else if (types.isSet(value)) {
    let left = 100;
    for (const one of Set.prototype.values.call(value)) {
      if (left-- === 0) return;
      yield one;
    }
  } else if (Array.isArray(value)) {
    for (let index = 0; index < Math.min(value.length, 100); index++) {
      yield elementOf(value, index);
    }
  } else {
    for (const name of Object.keys(value)) yield Object.getOwnPropertyDescriptor(value, name)?.value;
  }
}
