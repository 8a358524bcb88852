import { dirname, extname, join } from 'node:path';
import { Script } from 'node:vm';
import { syntaxOfProject } from '../../kernel/evaluator/modules/project-syntax.ts';
import { createSessionScope, declareNames, type SessionScope } from '../../kernel/evaluator/variables/session-scope.ts';
import {
  type CellCode,
  CellSyntaxError,
  positionInCell,
  positionOfOffset,
  transformCell,
} from '../../kernel/transform/index.ts';
import { type Cell, type CellFileLines, cellFileLines, parseNotebook } from '../../notebook/index.ts';
import { type PlannedCell, type PlanOptions, planTests } from '../cell-plan.ts';
import { builtInNames } from './built-ins.ts';
import { createModuleText, type ModuleText } from './module-text.ts';
import type { TestedNotebook } from './notebook-session.ts';
import type { TestedCell } from './run-cell-function.ts';

export interface TestModuleOptions extends PlanOptions {
  cellTimeoutMs?: number | undefined; // default 600,000
  quiet?: boolean | undefined; // what cells print shows with a failure only
  withoutMaps?: boolean | undefined; // the places that vitest tells are those of the module: whoever asks looks them up
}

const sessionFile = join(import.meta.dirname, `open-notebook${extname(import.meta.filename)}`);

/** Writes the test module of a TypeScript notebook: each code cell a test. Throws what `parseNotebook` throws. */
export function testModuleOf(text: string, file: string, options: TestModuleOptions = {}): ModuleText {
  const notebook = parseNotebook(text, { path: file });
  const { cells, skip } = planTests(notebook, options);
  const folder = dirname(file);
  const facts: TestedNotebook = {
    file,
    folder,
    cellTimeoutMs: options.cellTimeoutMs ?? 600_000,
    quiet: options.quiet ?? false,
  };
  let found: CellFileLines[] | undefined;
  const lines = () => {
    found ??= cellFileLines(text); // most modules never need a map
    return found;
  };
  const module = createModuleText(file, text);
  module.add(
    [
      "import { afterAll as __octavoAfterAll, beforeAll as __octavoBeforeAll, test as __octavoTest, vi as __octavoVi } from 'vitest';",
      `import { openNotebook as __octavoOpen } from ${JSON.stringify(sessionFile)};`,
      `const __octavo = __octavoOpen(${JSON.stringify(facts)}, (specifier) => __octavoImports[specifier]?.() ?? import(/* @vite-ignore */ specifier), { afterAll: __octavoAfterAll, beforeAll: __octavoBeforeAll, test: __octavoTest, vi: __octavoVi });`,
      '',
    ].join('\n'),
  );
  const scope = scopeOfTransform();
  const imported = new Set<string>();
  for (const planned of cells) {
    const cell = notebook.cells[planned.position] as Cell;
    const reason = planned.skip ?? skip;
    if (reason !== undefined) {
      module.add(`__octavo.add(${JSON.stringify(describe({ ...planned, skip: reason }))}, () => {});\n`);
      continue;
    }
    const code = codeOf(cell, folder, scope);
    module.add(`__octavo.add(${JSON.stringify(describe(planned, 'code' in code ? code : {}))}, `);
    if ('code' in code) for (const { specifier } of code.code.imports) imported.add(specifier);
    const fileLines = () => lines()[planned.position]?.source ?? [];
    if ('thrown' in code) module.addThrow(code.thrown, fileLines);
    else module.addCode(code.code, fileLines);
    module.add(');\n');
  }
  // Written out, so that vite knows on which modules the notebook depends.
  const loaders = [...imported].map((one) => `  ${JSON.stringify(one)}: () => import(${JSON.stringify(one)}),\n`);
  module.add(`const __octavoImports = Object.assign(Object.create(null), {\n${loaders.join('')}});\n`);
  module.add('__octavo.close();\n');
  return module.finish();
}

function describe(
  { id, index, name, skip, mayThrow }: PlannedCell,
  { names = [], code }: { names?: string[]; code?: CellCode } = {},
): TestedCell {
  const { declared = [], imports = [], steps = [] } = code ?? {};
  return {
    id,
    index,
    name,
    skip,
    mayThrow,
    names,
    declared: [...declared],
    imports: imports.map(({ specifier, attributes, bindings, start }) => {
      const line = (code && positionOfOffset(code, start)?.line) ?? 1;
      return { specifier, attributes, bindings, line };
    }),
    steps: [...steps],
  };
}

/** A scope as that of the worker will be: names get the same homes when the same cells ask for them in the same order. */
function scopeOfTransform(): SessionScope {
  const scope = createSessionScope();
  for (const name of builtInNames) {
    scope.declared.set(name, 'var');
    scope.homeOf(name);
  }
  settleAll(scope);
  return scope;
}

/** Here nothing runs, and so nothing is missing. */
function settleAll(scope: SessionScope): void {
  scope.pending.clear();
  scope.empty.clear();
}

function codeOf(
  cell: Cell,
  folder: string,
  scope: SessionScope,
): { code: CellCode; names: string[] } | { thrown: CellSyntaxError } {
  scope.beginHome();
  const names: string[] = [];
  const homeOf = (name: string) => {
    names.push(name);
    return scope.homeOf(name);
  };
  try {
    const { declared } = scope;
    const code = transformCell(cell.source, { declared, homeOf, project: () => syntaxOfProject(folder) });
    compile(code);
    declareNames(scope, code.declared);
    settleAll(scope);
    return { code, names };
  } catch (error) {
    if (error instanceof CellSyntaxError) return { thrown: error };
    throw error;
  }
}

/** V8 refuses some of what the parser lets through; in the module it would take all other cells with it. */
function compile(code: CellCode): void {
  try {
    new Script(code.code, { filename: 'cell' });
  } catch (error) {
    const { message, stack } = error as SyntaxError;
    const [, line, caret] = /^cell:(\d+)\n.*\n(\s*)\^/.exec(String(stack)) ?? [];
    const place = positionInCell(code, { line: Number(line ?? 1), column: (caret?.length ?? 0) + 1 });
    throw new CellSyntaxError(message, code.source, place ?? { line: 1, column: 1 });
  }
}
