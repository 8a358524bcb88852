import type { CellImport } from '../../transform/index.ts';
import { loadingFiles } from '../errors/stack-frames.ts';
import type { SessionScope } from '../variables/session-scope.ts';
import { bindImport } from './bind-import.ts';
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
  for (const binding of one.bindings) bindImport(binding, namespace, one.specifier, scope);
}
