import { types } from 'node:util';
import type { SessionScope } from './session-scope.ts';

/** A member of a value that lives in the session, or a variable, for completion without types. */
export interface Member {
  name: string;
  type: 'method' | 'function' | 'class' | 'property' | 'variable';
}

const mostMembers = 2000;
const hostNames = new Set(Object.getOwnPropertyNames(globalThis)); // before any cell: their getters are the host's

/**
 * The members of what a chain of names leads to (`['model', 'layers']`), nearest first; without a name, the variables of
 * the session and the globals. No code of the cells runs for it: where a getter or a proxy stands in the way, nothing is
 * found.
 */
export function membersOf(scope: SessionScope, chain: readonly string[]): Member[] {
  const [first, ...others] = chain;
  if (first === undefined) return variablesOf(scope);
  let value = valueOfName(scope, first);
  for (const name of others) value = valueOfProperty(value, name);
  if (value === undefined || value === null) return [];
  const members = new Map<string, Member>();
  for (const holder of holdersOf(value)) {
    for (const name of namesOf(holder)) {
      if (members.size >= mostMembers) return [...members.values()];
      if (!members.has(name)) members.set(name, { name, type: typeOf(Object.getOwnPropertyDescriptor(holder, name)) });
    }
  }
  members.delete('constructor');
  return [...members.values()];
}

function variablesOf(scope: SessionScope): Member[] {
  const names = new Set([...scope.declared.keys(), ...Object.getOwnPropertyNames(globalThis)]);
  return [...names].map((name) => {
    const type = typeOf({ value: valueOfName(scope, name) });
    return { name, type: type === 'property' ? 'variable' : type === 'method' ? 'function' : type };
  });
}

function valueOfName(scope: SessionScope, name: string): unknown {
  try {
    if (scope.declared.has(name)) return scope.typeOf[name]; // a getter there is the kernel's
    if (hostNames.has(name)) return (globalThis as Record<string, unknown>)[name];
    return Object.getOwnPropertyDescriptor(globalThis, name)?.value;
  } catch {
    return undefined; // declared by a cell that did not come to it
  }
}

function valueOfProperty(value: unknown, name: string): unknown {
  if (value === undefined || value === null) return undefined;
  for (const holder of holdersOf(value)) {
    const property = Object.getOwnPropertyDescriptor(holder, name);
    if (property) return property.value;
  }
  return undefined;
}

/** A value and what it inherits from. A proxy would run code when it is asked. */
function* holdersOf(value: unknown): Generator<object> {
  let holder: object | null = Object(value) as object;
  for (; holder && !types.isProxy(holder); holder = Object.getPrototypeOf(holder)) yield holder;
}

/** Not the numbers of an array's elements, of which there may be millions, and nothing that needs brackets. */
function namesOf(holder: object): string[] {
  const isIndexed =
    (Array.isArray(holder) && holder.length > 0) || types.isTypedArray(holder) || holder instanceof String;
  const names = isIndexed
    ? ['length'].filter((name) => Object.hasOwn(holder, name))
    : Object.getOwnPropertyNames(holder);
  return names.filter((name) => /^(?!__.*__$)[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name));
}

function typeOf(property: PropertyDescriptor | undefined): Member['type'] {
  if (typeof property?.value !== 'function') return 'property';
  const prototype = Object.getOwnPropertyDescriptor(property.value, 'prototype');
  return prototype?.writable === false ? 'class' : 'method';
}
