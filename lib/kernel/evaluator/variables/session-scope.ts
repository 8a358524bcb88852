import type { DeclarationKind } from '../../transform/index.ts';
import { globalReader, type Imported, importReader } from './readers.ts';

type Slots = Record<string, unknown>;

/**
 * Not an object literal or Object.create(null): V8 keeps the properties of an instance fast. And each of a class of its
 * own: two with accessors of one name, but not the same accessors, would both become slow.
 */
function makeHome(): Slots {
  class Home {}
  Object.setPrototypeOf(Home.prototype, null);
  Reflect.deleteProperty(Home.prototype, 'constructor');
  return new Home() as Slots;
}

const { defineProperty } = Object; // as it was before any cell

/**
 * The variables of all cells. Each lives in the home of the cell that first used its name, whoever declares it, and stays
 * there: cells look for it at once in the right place, and a home grows no more when its cell has begun. So V8's caches
 * stay good however many cells follow. A name that no cell has declared stands there for the global of that name.
 *
 * V8 also wants that a property becomes plain data once, and nothing else again: hence the care with accessors below.
 */
export interface SessionScope {
  homes: Slots[];
  declared: Map<string, DeclarationKind>;
  homeOf: (name: string) => number; // an index of homes; a name that is new gets the newest
  beginHome: () => void; // for the names that are new from here on
  empty: Set<string>; // names that have a home and no property there yet
  pending: Map<string, DeclarationKind | undefined>; // declared by the cell that runs, and how before it: not yet certain
  imported: Map<string, Imported>;
  unbound: Slots; // assigns to names that nothing had declared when the cell began
  constant: Slots; // assigns to constants, which fails
  typeOf: Slots; // reads what may be declared nowhere
}

export function createSessionScope(): SessionScope {
  const homes: Slots[] = [];
  const places = new Map<string, number>();
  const declared = new Map<string, DeclarationKind>();
  const empty = new Set<string>();
  let newest: number | undefined;

  const read = (name: string) => homes[places.get(name) ?? -1]?.[name];
  const readsAndSets = (set: (name: string, value: unknown) => void) =>
    new Proxy<Slots>(Object.create(null), {
      get: (_, name: string) => read(name),
      set: (_, name: string, value) => {
        set(name, value);
        return true;
      },
    });
  return {
    homes,
    declared,
    homeOf: (name) => {
      const known = places.get(name);
      if (known !== undefined) return known;
      newest ??= homes.push(makeHome()) - 1;
      places.set(name, newest);
      empty.add(name);
      return newest;
    },
    beginHome: () => {
      newest = undefined;
      for (const name of empty) places.delete(name); // of a cell that did not come to run
      empty.clear();
    },
    empty,
    pending: new Map(),
    imported: new Map(),
    unbound: readsAndSets((name, value) => {
      if (isConstant(declared.get(name))) throw constantAssigned();
      (homes[places.get(name) ?? -1] as Slots)[name] = value;
    }),
    constant: readsAndSets(() => {
      throw constantAssigned();
    }),
    typeOf: new Proxy<Slots>(Object.create(null), {
      get: (_, name: string) => (declared.has(name) ? read(name) : (globalThis as Slots)[name]),
    }),
  };
}

function isConstant(kind: DeclarationKind | undefined): boolean {
  return kind === 'const' || kind === 'using' || kind === 'import';
}

function constantAssigned(): TypeError {
  return new TypeError('Assignment to constant variable.');
}

/**
 * Makes room for what a cell mentions and declares. A name that is new throws until its declaration runs; one that an
 * earlier cell declared, or a global has, keeps its value until then.
 */
export function declareNames(scope: SessionScope, names: ReadonlyMap<string, DeclarationKind>): void {
  for (const name of scope.empty) if (!names.has(name)) setFree(scope, name);
  for (const [name, kind] of names) {
    const before = scope.declared.get(name);
    scope.declared.set(name, kind);
    if (before === undefined && (kind === 'var' || kind === 'function')) setSlot(scope, name, undefined);
    else scope.pending.set(name, before);
    if (scope.empty.has(name) && kind !== 'import') setFree(scope, name); // an import is there before the cell's code
  }
}

/**
 * To be called when a cell has ended, with what its code says of names that it declared anew. Names whose declaration did
 * not run are as they were before the cell, and are returned.
 */
export function settleNames(scope: SessionScope, hasDeclared: (name: string) => boolean): string[] {
  const missing = [...scope.pending].filter(([name, before]) => before === undefined || !hasDeclared(name));
  for (const [name, before] of missing) {
    if (before === undefined) scope.declared.delete(name);
    else scope.declared.set(name, before);
  }
  scope.pending.clear();
  return missing.map(([name]) => name);
}

function homeSlots(scope: SessionScope, name: string): Slots {
  return scope.homes[scope.homeOf(name)] as Slots;
}

/** Lets a name that no cell has declared stand for the global, of now or later, that is called so. */
function setFree(scope: SessionScope, name: string): void {
  const isWaiting = () => scope.pending.has(name) && scope.pending.get(name) === undefined;
  const isGlobal = name in globalThis && !scope.declared.has(name);
  defineAccessor(
    scope,
    name,
    isGlobal
      ? globalReader(name)
      : () => {
          if (isWaiting()) throw new ReferenceError(`Cannot access '${name}' before initialization`);
          if (name in globalThis) return (globalThis as Slots)[name];
          throw new ReferenceError(`${name} is not defined`);
        },
    (value) => {
      if (scope.declared.has(name)) setSlot(scope, name, value);
      else if (name in globalThis) (globalThis as Slots)[name] = value;
      else throw new ReferenceError(`${name} is not defined`);
    },
  );
}

/** Gives a variable a value, whatever stood in its place. */
export function setSlot(scope: SessionScope, name: string, value: unknown): void {
  const slots = homeSlots(scope, name);
  scope.pending.delete(name);
  scope.empty.delete(name);
  scope.imported.delete(name);
  defineProperty(slots, name, { configurable: true, enumerable: true, writable: true, value });
}

/** Gives a variable the value that a function returns each time. */
export function setLiveSlot(scope: SessionScope, name: string, get: () => unknown): void {
  scope.pending.delete(name);
  scope.imported.delete(name);
  defineAccessor(scope, name, get, (value) => setSlot(scope, name, value));
}

/** Makes a variable of what a module exports under a name, as it changes. */
export function setImportedSlot(scope: SessionScope, name: string, namespace: Slots, exported: string): void {
  const known = scope.imported.get(name);
  if (known?.exported === exported) {
    known.namespace = namespace;
    scope.pending.delete(name);
    return;
  }
  const imported: Imported = { namespace, exported };
  setLiveSlot(scope, name, importReader(imported));
  scope.imported.set(name, imported);
}

function defineAccessor(scope: SessionScope, name: string, get: () => unknown, set: (value: unknown) => void): void {
  const slots = homeSlots(scope, name);
  scope.empty.delete(name);
  defineProperty(slots, name, { configurable: true, enumerable: true, get, set });
}
