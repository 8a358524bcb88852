import type { DeclarationKind } from '../transform/index.ts';

type Slots = Record<string, unknown>;

/** Not an object literal or Object.create(null): V8 keeps the properties of an instance fast. */
class ScopeObject {}
Object.setPrototypeOf(ScopeObject.prototype, null);
Reflect.deleteProperty(ScopeObject.prototype, 'constructor');

/** The variables of all cells, and the three objects through which cells reach names that need a check. */
export interface SessionScope {
  slots: Slots;
  declared: Map<string, DeclarationKind>;
  pending: Set<string>; // declared by the cell that runs, whose declaration has not run yet
  unbound: Slots;
  constant: Slots;
  typeOf: Slots;
}

export function createSessionScope(): SessionScope {
  const slots = new ScopeObject() as Slots;
  const declared = new Map<string, DeclarationKind>();

  const read = (name: string, whenMissing: () => unknown) => {
    if (declared.has(name)) return slots[name];
    return name in globalThis ? (globalThis as Slots)[name] : whenMissing();
  };
  const missing = (name: string) => new ReferenceError(`${name} is not defined`);

  const unbound = new Proxy<Slots>(Object.create(null), {
    get: (_, name: string) =>
      read(name, () => {
        throw missing(name);
      }),
    set: (_, name: string, value) => {
      if (declared.has(name)) {
        if (isAssignable(declared.get(name))) slots[name] = value;
        else throw new TypeError('Assignment to constant variable.');
      } else if (name in globalThis) (globalThis as Slots)[name] = value;
      else throw missing(name);
      return true;
    },
  });
  const constant = new Proxy<Slots>(Object.create(null), {
    get: (_, name: string) => slots[name],
    set: () => {
      throw new TypeError('Assignment to constant variable.');
    },
  });
  const typeOf = new Proxy<Slots>(Object.create(null), { get: (_, name: string) => read(name, () => undefined) });
  return { slots, declared, pending: new Set(), unbound, constant, typeOf };
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
    const isNew = !scope.declared.has(name);
    scope.declared.set(name, kind);
    if (!isNew) continue;
    if (kind === 'var' || kind === 'function') setSlot(scope, name, undefined);
    else setUninitialized(scope, name);
  }
}

/** To be called when a cell has ended: names whose declaration never ran are as if it had not been written. */
export function forgetPending(scope: SessionScope): void {
  for (const name of scope.pending) scope.declared.delete(name);
  scope.pending.clear();
}

function setUninitialized(scope: SessionScope, name: string): void {
  scope.pending.add(name);
  Object.defineProperty(scope.slots, name, {
    configurable: true,
    enumerable: true,
    get() {
      const isWaiting = scope.pending.has(name);
      throw new ReferenceError(isWaiting ? `Cannot access '${name}' before initialization` : `${name} is not defined`);
    },
    set: (value: unknown) => setSlot(scope, name, value),
  });
}

/** Gives a variable a value, whatever stood in its place. */
export function setSlot(scope: SessionScope, name: string, value: unknown): void {
  scope.pending.delete(name);
  Object.defineProperty(scope.slots, name, { configurable: true, enumerable: true, writable: true, value });
}

/** Gives a variable the value that a function returns each time: an imported binding. */
export function setLiveSlot(scope: SessionScope, name: string, get: () => unknown): void {
  scope.pending.delete(name);
  const set = (value: unknown) => setSlot(scope, name, value); // a later cell declares the name anew
  Object.defineProperty(scope.slots, name, { configurable: true, enumerable: true, get, set });
}
