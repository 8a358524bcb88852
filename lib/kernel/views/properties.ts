import { inspect, types } from 'node:util';

/** A property's value, own or inherited, if it is plain data; an accessor is not run, a proxy not asked. */
export function dataOf(value: object, name: PropertyKey): unknown {
  for (let at: object | null = value; at !== null && !types.isProxy(at); at = Object.getPrototypeOf(at)) {
    const descriptor = Object.getOwnPropertyDescriptor(at, name);
    if (descriptor) return descriptor.value;
  }
  return undefined;
}

export function hasMethod(value: object, ...names: PropertyKey[]): boolean {
  return names.every((name) => typeof dataOf(value, name) === 'function');
}

/** Says itself how util.inspect shows it. */
export function inspectsItself(value: object): boolean {
  return hasMethod(value, inspect.custom);
}

/** An object literal, or one without a prototype; also from another realm. */
export function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || types.isProxy(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null || prototype === Object.prototype) return true;
  return (
    !types.isProxy(prototype) &&
    Object.getPrototypeOf(prototype) === null &&
    Object.hasOwn(prototype as object, 'isPrototypeOf')
  );
}

/** An array that is no proxy. */
export function isArray(value: unknown): value is unknown[] {
  return typeof value === 'object' && value !== null && !types.isProxy(value) && Array.isArray(value);
}

/** The numbers, of any kind of typed array; undefined for anything else. */
export function typedArrayOf(value: unknown): ArrayLike<number | bigint> | undefined {
  return types.isTypedArray(value) ? (value as unknown as ArrayLike<number | bigint>) : undefined;
}
