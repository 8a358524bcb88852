import type { ImportBinding } from '../../transform/index.ts';
import { type SessionScope, setImportedSlot, setLiveSlot, setSlot } from '../variables/session-scope.ts';

type Namespace = Record<string, unknown>;

/** Makes a variable of what a module gives for a binding, as it changes. Throws SyntaxError for an export that is missing and used. */
export function bindImport(
  { local, imported, used }: ImportBinding,
  namespace: Namespace,
  from: string,
  scope: SessionScope,
): void {
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
