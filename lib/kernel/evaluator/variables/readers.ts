import { Script } from 'node:vm';

// V8 makes of an accessor that mentions one name what it makes of the name itself, but only when the accessor's code is its
// own: one that all names share would be slow for all of them. So each name has its accessor compiled, once.

/** What a module exports under a name. */
export interface Imported {
  namespace: Record<string, unknown>; // changes when the module is imported anew
  readonly exported: string;
}

const globals = new Map<string, () => unknown>();
const exports = new Map<string, (imported: Imported) => () => unknown>();

/** Reads a global, as it is by then. */
export function globalReader(name: string): () => unknown {
  let reader = globals.get(name);
  if (!reader) {
    reader = compile<() => unknown>(`() => ${name}`);
    globals.set(name, reader);
  }
  return reader;
}

/** Reads what a module exports, as it is by then. */
export function importReader(imported: Imported): () => unknown {
  const { exported } = imported;
  let readerOf = exports.get(exported);
  if (!readerOf) {
    readerOf = compile<(imported: Imported) => () => unknown>(`(i) => () => i.namespace[${JSON.stringify(exported)}]`);
    exports.set(exported, readerOf);
  }
  return readerOf(imported);
}

function compile<Compiled>(code: string): Compiled {
  return new Script(code, { filename: 'node:octavo-reader' }).runInThisContext() as Compiled; // frames of node: are not shown
}
