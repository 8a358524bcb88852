const arrayIterator = Object.getPrototypeOf([][Symbol.iterator]()) as object;

/** What the kernel's own code leans on. */
const holders: object[] = [
  ...[Array, String, RegExp, Map, Set, WeakMap, Promise, Function].map((one) => one.prototype as object),
  ...[Array, Object, Reflect, JSON],
  arrayIterator,
  Object.getPrototypeOf(arrayIterator) as object,
];

interface Original {
  holder: Record<PropertyKey, unknown>;
  key: PropertyKey;
  descriptor: PropertyDescriptor;
}

/** The methods as they were before the first cell. */
const originals = holders.flatMap((holder) =>
  Reflect.ownKeys(holder).flatMap((key): Original[] => {
    const descriptor = Object.getOwnPropertyDescriptor(holder, key);
    const isMethod = descriptor?.configurable && typeof descriptor.value === 'function' && key !== 'toString'; // ours
    return isMethod ? [{ holder: holder as Original['holder'], key, descriptor }] : [];
  }),
);

const { defineProperty, getOwnPropertyDescriptor } = Object;
const { deleteProperty } = Reflect;

/**
 * Does the kernel's work with the built-in methods as they were before the first cell: a cell may replace
 * `Array.prototype.map`, for itself and those after it, and must not lose its kernel by it. The work waits for nothing and
 * runs no code of the cells.
 */
export function withOwnBuiltins<Result>(work: () => Result): Result {
  const restored: (Original & { replacement: PropertyDescriptor | undefined })[] = [];
  // No method is called here, and no iterator used: they may be the replaced ones.
  for (let at = 0; at < originals.length; at += 1) {
    const { holder, key, descriptor } = originals[at] as Original;
    if (holder[key] === descriptor.value) continue;
    const replacement = getOwnPropertyDescriptor(holder, key);
    if (replacement && !replacement.configurable) continue; // for good
    restored[restored.length] = { holder, key, descriptor, replacement };
    defineProperty(holder, key, descriptor);
  }
  if (restored.length === 0) return work();
  try {
    return work();
  } finally {
    for (let at = 0; at < restored.length; at += 1) {
      const { holder, key, replacement } = restored[at] as (typeof restored)[number];
      if (replacement) defineProperty(holder, key, replacement);
      else deleteProperty(holder, key);
    }
  }
}
