import type { CellImport, ImportBinding } from '../../transform/index.ts';
import { loadingFiles } from '../errors/stack-frames.ts';
import { type SessionScope, setImportedSlot, setLiveSlot, setSlot } from '../variables/session-scope.ts';
import { noteThrown } from './project-modules.ts';
import { cellSpecifier } from './resolve.ts';

type Namespace = Record<string, unknown>;

/** Imports a module as a module in `folder` would. */
export async function importFrom(folder: string, specifier: unknown, options?: ImportCallOptions): Promise<Namespace> {
  try {
    return await import(cellSpecifier(folder, String(specifier)), options);
  } catch (error) {
    for (const file of loadingFiles(error)) noteThrown(file);
    throw error;
  }
}

/** Does one import of a cell and makes its bindings live. Throws what the module throws, or SyntaxError for a missing export. */
export async function importForCell(one: CellImport, folder: string, scope: SessionScope): Promise<void> {
  const options = Object.keys(one.attributes).length > 0 ? { with: one.attributes } : undefined;
  const namespace = await importFrom(folder, one.specifier, options);
  for (const binding of one.bindings) bind(binding, namespace, one.specifier, scope);
}

function bind({ local, imported, used }: ImportBinding, namespace: Namespace, from: string, scope: SessionScope): void {
  if (imported === '*') setSlot(scope, local, namespace);
  else if (imported in namespace) setImportedSlot(scope, local, namespace, imported);
  else if (used) throw missingExport(from, imported, namespace);
  else {
    setLiveSlot(scope, local, () => {
      throw missingExport(from, imported, namespace); // until it is used it may be a type
    });
  }
}

function missingExport(from: string, name: string, namespace: Namespace): SyntaxError {
  if ('module.exports' in namespace) {
    const how = `import all from '${from}'; const { ${name} } = all;`;
    return new SyntaxError(`'${from}' is a CommonJS module, and Node sees no '${name}' among its exports. Try: ${how}`);
  }
  return new SyntaxError(`The requested module '${from}' does not provide an export named '${name}'`);
}
