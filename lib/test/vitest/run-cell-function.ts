import { bindImport } from '../../kernel/evaluator/modules/bind-import.ts';
import { legacyDecorators } from '../../kernel/evaluator/modules/legacy-decorators.ts';
import { declareNames, type SessionScope, settleNames } from '../../kernel/evaluator/variables/session-scope.ts';
import type { DeclarationKind, ImportBinding } from '../../kernel/transform/index.ts';

/** A cell as its test module describes it. */
export interface TestedCell {
  id: string;
  index: number; // the n of [n]
  name: string;
  skip?: string | undefined;
  mayThrow: boolean;
  names: string[]; // that its code looks for in the scope, in the order in which the transform met them
  declared: [name: string, kind: DeclarationKind][];
  imports: { specifier: string; attributes: Record<string, string>; bindings: ImportBinding[] }[];
  steps: [name: string, step: number][]; // as CellCode has them
}

/** What the transform of the kernel makes of a cell; for one that is no TypeScript, a function that throws. */
export type CellFunction = (
  homes: object[],
  unbound: object,
  constant: object,
  typeOf: object,
  cell: object,
) => Promise<void>;

interface Surroundings {
  importModule: (specifier: unknown, options?: ImportCallOptions) => Promise<Record<string, unknown>>;
  meta: object; // import.meta of cells
  onImport: (at: number | undefined) => void; // called before the n-th import, from 0, and with undefined when all are done
}

/** Runs a cell to its end in the scope that it shares with the others. Throws what the cell throws. */
export async function runCellFunction(
  cell: TestedCell,
  run: CellFunction,
  scope: SessionScope,
  { importModule, meta, onImport }: Surroundings,
): Promise<void> {
  const handle = {
    result: undefined,
    exported: undefined,
    reached: -1,
    babelHelpers: legacyDecorators,
    meta,
    import: importModule,
    resumed: <Value>(value: Value): Value => value,
  };
  const steps = new Map(cell.steps);
  scope.beginHome();
  for (const name of cell.names) scope.homeOf(name);
  declareNames(scope, new Map(cell.declared));
  try {
    for (const [at, { specifier, attributes, bindings }] of cell.imports.entries()) {
      onImport(at);
      const options = Object.keys(attributes).length > 0 ? { with: attributes } : undefined;
      const namespace = await importModule(specifier, options);
      for (const binding of bindings) bindImport(binding, namespace, specifier, scope);
    }
    onImport(undefined);
    handle.reached = 0;
    await run.call(undefined, scope.homes, scope.unbound, scope.constant, scope.typeOf, handle);
  } finally {
    settleNames(scope, (name) => handle.reached >= (steps.get(name) ?? 0));
  }
}
