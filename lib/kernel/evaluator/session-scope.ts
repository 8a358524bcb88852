import { Script } from 'node:vm';
import type { DeclarationKind } from '../transform/index.ts';

type Slots = Record<string, unknown>;

/** Not an object literal or Object.create(null): V8 keeps the properties of an instance fast. */
class Home {}
Object.setPrototypeOf(Home.prototype, null);
Reflect.deleteProperty(Home.prototype, 'constructor');

/**
 * The variables of all cells. Each lives in the home that was the newest when a cell first used its name, whoever declares
 * it, and stays there: the cells' code looks for it at once in the right place, and a home grows no more once its cell has
 * begun, so that V8's caches for it stay good however many cells follow. A name that no cell has declared stands there for
 * the global of that name.
 */
export interface SessionScope {
  homes: Slots[];
  declared: Map<string, DeclarationKind>;
  homeOf: (name: string) => number; // an index of homes; makes room for a name that is new
  beginHome: () => void; // names that are new from here on live together
  pending: Map<string, DeclarationKind | undefined>; // declared by the cell that runs, and how before it: not yet certain
  unbound: Slots; // assigns to names that nothing had declared when the cell began
  constant: Slots; // assigns to constants, which fails
  typeOf: Slots; // reads what may be declared nowhere
}

export function createSessionScope(): SessionScope {
  const homes: Slots[] = [];
  const places = new Map<string, number>();
  const declared = new Map<string, DeclarationKind>();
  let newest: number | undefined;

  const slotsOf = (name: string) => homes[places.get(name) ?? -1];
  const unbound = new Proxy<Slots>(Object.create(null), {
    get: (_, name: string) => slotsOf(name)?.[name],
    set: (_, name: string, value) => {
      const slots = slotsOf(name) as Slots;
      if (!isAssignable(declared.get(name))) throw new TypeError('Assignment to constant variable.');
      slots[name] = value;
      return true;
    },
  });
  const constant = new Proxy<Slots>(Object.create(null), {
    get: (_, name: string) => slotsOf(name)?.[name],
    set: () => {
      throw new TypeError('Assignment to constant variable.');
    },
  });
  const typeOf = new Proxy<Slots>(Object.create(null), {
    get: (_, name: string) => (declared.has(name) ? slotsOf(name)?.[name] : (globalThis as Slots)[name]),
  });
  return {
    homes,
    declared,
    homeOf: (name) => {
      const known = places.get(name);
      if (known !== undefined) return known;
      newest ??= homes.push(new Home() as Slots) - 1;
      places.set(name, newest);
      setFree(homes[newest] as Slots, name);
      return newest;
    },
    beginHome: () => {
      newest = undefined;
    },
    pending: new Map(),
    unbound,
    constant,
    typeOf,
  };
}

function isAssignable(kind: DeclarationKind | undefined): boolean {
  return kind !== 'const' && kind !== 'using' && kind !== 'import';
}

/**
 * Makes room for what a cell declares. A name that no earlier cell declared throws until its declaration runs; one that
 * an earlier cell declared keeps its value until then.
 */
export function declareNames(scope: SessionScope, names: ReadonlyMap<string, DeclarationKind>): void {
  for (const [name, kind] of names) {
    const before = scope.declared.get(name);
    scope.declared.set(name, kind);
    if (before !== undefined) scope.pending.set(name, before);
    else if (kind === 'var' || kind === 'function') setSlot(scope, name, undefined);
    else setUninitialized(scope, name);
  }
}

/**
 * To be called when a cell has ended, with what its code says of names that it declared anew. Names whose declaration did
 * not run are as they were before the cell, and are returned.
 */
export function settleNames(scope: SessionScope, hasDeclared: (name: string) => boolean): string[] {
  const missing = [...scope.pending].filter(([name, before]) => before === undefined || !hasDeclared(name));
  for (const [name, before] of missing) {
    if (before !== undefined) scope.declared.set(name, before);
    else {
      scope.declared.delete(name);
      setFree(homeSlots(scope, name), name);
    }
  }
  scope.pending.clear();
  return missing.map(([name]) => name);
}

function homeSlots(scope: SessionScope, name: string): Slots {
  return scope.homes[scope.homeOf(name)] as Slots;
}

function setUninitialized(scope: SessionScope, name: string): void {
  scope.pending.set(name, undefined);
  Object.defineProperty(homeSlots(scope, name), name, {
    configurable: true,
    enumerable: true,
    get() {
      throw new ReferenceError(`Cannot access '${name}' before initialization`);
    },
    set: (value: unknown) => setSlot(scope, name, value),
  });
}

/** Lets a name stand for the global, of now or later, that is called so. */
function setFree(slots: Slots, name: string): void {
  Object.defineProperty(slots, name, {
    configurable: true,
    enumerable: true,
    get: name in globalThis ? globalReader(name) : () => readGlobal(name),
    set: (value: unknown) => {
      if (!(name in globalThis)) throw missingName(name);
      (globalThis as Slots)[name] = value;
    },
  });
}

const readers = new Map<string, () => unknown>();

/** A function that mentions the global by its name: V8 makes of it what it makes of the name itself. */
function globalReader(name: string): () => unknown {
  let reader = readers.get(name);
  if (!reader) {
    reader = new Script(`() => ${name}`, { filename: 'node:octavo-global' }).runInThisContext() as () => unknown;
    readers.set(name, reader);
  }
  return reader;
}

function readGlobal(name: string): unknown {
  if (name in globalThis) return (globalThis as Slots)[name];
  throw missingName(name);
}

function missingName(name: string): ReferenceError {
  return new ReferenceError(`${name} is not defined`);
}

/** Gives a variable a value, whatever stood in its place. */
export function setSlot(scope: SessionScope, name: string, value: unknown): void {
  scope.pending.delete(name);
  Object.defineProperty(homeSlots(scope, name), name, {
    configurable: true,
    enumerable: true,
    writable: true,
    value,
  });
}

/** Gives a variable the value that a function returns each time: an imported binding. */
export function setLiveSlot(scope: SessionScope, name: string, get: () => unknown): void {
  scope.pending.delete(name);
  const set = (value: unknown) => setSlot(scope, name, value); // a later cell declares the name anew
  Object.defineProperty(homeSlots(scope, name), name, { configurable: true, enumerable: true, get, set });
}
