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
  asText?: boolean | undefined; // the module holds the cells as a text, and the map is that of the text
}

/** The test module of a notebook. */
export interface TestModule extends ModuleText {
  importLine: (cell: string, at: number) => number | undefined; // of the n-th import (from 0) of a cell, in the cell
}

const openFile = join(import.meta.dirname, `open-notebook${extname(import.meta.filename)}`);

/** Writes the test module of a TypeScript notebook: each code cell a test. Throws what `parseNotebook` throws. */
export function testModuleOf(text: string, file: string, options: TestModuleOptions = {}): TestModule {
  const notebook = parseNotebook(text, { path: file });
  const { cells, skip } = planTests(notebook, options);
  const running = skip === undefined ? cells.filter((cell) => cell.skip === undefined) : [];
  const sources = running.map(({ position }) => (notebook.cells[position] as Cell).source);
  const made = codesOf(sources, dirname(file));
  const codes = new Map(running.map((planned, at) => [planned, made[at] as MadeCell]));
  const described = cells.map((cell) => describe({ ...cell, skip: cell.skip ?? skip }, codes.get(cell)));
  // A text is quicker to read than code, for vite as for V8.
  const head = `${headOf(file, made, options)}__octavo.open(JSON.parse(${JSON.stringify(JSON.stringify(described))}), `;

  const module = createModuleText(file, text);
  if (!options.asText) module.add(head);
  module.add('[\n');
  let lines: CellFileLines[] | undefined; // most modules never need a map
  for (const [{ id, position }, { code, refused }] of codes) {
    const fileLines = () => {
      lines ??= cellFileLines(text);
      return lines[position]?.source ?? [];
    };
    if (refused) module.addThrow(refused, fileLines);
    else if (code) module.addCode(code, fileLines, placesInModule(code.source, id, file, options));
    module.add(',\n');
  }
  module.add(options.asText ? ']' : ']);\n');
  const { code, map } = module.finish();
  const importLine = (cell: string, at: number) => {
    const found = made[running.findIndex(({ id }) => id === cell)]?.code;
    return found && positionOfOffset(found, found.imports[at]?.start ?? 0)?.line;
  };
  // As a text that its worker compiles, the cells need not go through vite.
  return { code: options.asText ? `${head}${JSON.stringify(code)});\n` : code, map, importLine };
}

/** What comes before the cells. Imports are written out, so that vite knows on which modules the notebook depends. */
function headOf(file: string, made: readonly MadeCell[], options: TestModuleOptions): string {
  const facts: TestedNotebook = {
    file,
    folder: dirname(file),
    cellTimeoutMs: options.cellTimeoutMs ?? 600_000,
    quiet: options.quiet ?? false,
  };
  const imported = new Set(made.flatMap(({ code }) => code?.imports.map(({ specifier }) => specifier) ?? []));
  const loaders = [...imported].map((one) => `  ${JSON.stringify(one)}: () => import(${JSON.stringify(one)}),\n`);
  return [
    "import { afterAll as __octavoAfterAll, beforeAll as __octavoBeforeAll, test as __octavoTest, vi as __octavoVi } from 'vitest';",
    `import { openNotebook as __octavoOpen } from ${JSON.stringify(openFile)};`,
    `const __octavoImports = Object.assign(Object.create(null), {\n${loaders.join('')}});`,
    'const __octavoImport = (specifier) => __octavoImports[specifier]?.() ?? import(/* @vite-ignore */ specifier);',
    'const __octavoVitest = { afterAll: __octavoAfterAll, beforeAll: __octavoBeforeAll, test: __octavoTest, vi: __octavoVi };',
    `const __octavo = __octavoOpen(${JSON.stringify(facts)}, __octavoImport, __octavoVitest);`,
    '',
  ].join('\n');
}

function placesInModule(source: string, id: string, file: string, { exported }: TestModuleOptions) {
  if (!exported) return undefined;
  const path = relative(exported.root, file).replaceAll('\\', '/');
  return (line: number) => exported.find(path, id, source, line);
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
    imports: imports.map(({ specifier, attributes, bindings }) => ({ specifier, attributes, bindings })),
    steps: [...steps],
  };
}
