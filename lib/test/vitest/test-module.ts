import { dirname, extname, join, relative } from 'node:path';
import { positionOfOffset } from '../../kernel/transform/index.ts';
import { type Cell, type CellFileLines, cellFileLines, parseNotebook } from '../../notebook/index.ts';
import { type PlannedCell, type PlanOptions, planTests } from '../cell-plan.ts';
import { codesOf, type MadeCell } from './cell-codes.ts';
import type { FindModulePlace } from './exported-places.ts';
import { createModuleText, type ModuleText } from './module-text.ts';
import type { TestedNotebook } from './notebook-session.ts';
import type { TestedCell } from './run-cell-function.ts';

export interface TestModuleOptions extends PlanOptions {
  cellTimeoutMs?: number | undefined; // default 600,000
  quiet?: boolean | undefined; // what cells print shows with a failure only
  exported?: { root: string; find: FindModulePlace } | undefined; // lines of exported cells count as those of modules
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
  const placeInModule = (source: string, id: string) => {
    const { exported } = options;
    if (!exported) return undefined;
    const path = relative(exported.root, file).replaceAll('\\', '/');
    return (line: number) => exported.find(path, id, source, line);
  };
  const running = skip === undefined ? cells.filter((cell) => cell.skip === undefined) : [];
  const codes = codesOf(
    running.map(({ position }) => (notebook.cells[position] as Cell).source),
    folder,
  ).values();
  const imported = new Set<string>();
  for (const planned of cells) {
    const reason = planned.skip ?? skip;
    const made = reason === undefined ? codes.next().value : undefined;
    module.add(`__octavo.add(${JSON.stringify(describe({ ...planned, skip: reason }, made))}, `);
    if (made) {
      const fileLines = () => lines()[planned.position]?.source ?? [];
      for (const { specifier } of made.code?.imports ?? []) imported.add(specifier);
      if (made.refused) module.addThrow(made.refused, fileLines);
      else if (made.code) module.addCode(made.code, fileLines, placeInModule(made.code.source, planned.id));
    } else module.add('() => {}');
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
  { names, code }: MadeCell = { names: [] },
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
