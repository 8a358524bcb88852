import { join, relative } from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';
import { cellFileLines, cellsAtFileLine } from '../../notebook/index.ts';
import { type ReadyNotebook, warningsOf } from '../notebooks/read-notebook-test.ts';
import { type CellTest, formatFailurePlace, type NotebookTest, type TestFailure } from '../results.ts';
import type { CellsMeta } from './open-notebook.ts';
import { placedInNotebook } from './placed-in-notebook.ts';
import { type TestModuleOptions, testModuleOf } from './test-module.ts';
import { type ReportedError, tracebackOf } from './traceback.ts';

/** What is needed to tell where a failure is. */
export interface FailureContext {
  root: string; // of the project, absolute
  module: TestModuleOptions; // as the test modules were made
}

/** Makes of what vitest tells of a notebook's test module what Octavo tells of a notebook. */
export function notebookReporter(
  notebooks: ReadonlyMap<string, ReadyNotebook>, // by absolute path
  context: FailureContext,
  onTest: (test: NotebookTest) => void,
): Reporter {
  return {
    onTestModuleEnd: (module) => {
      const ready = notebooks.get(module.moduleId);
      if (ready) onTest(notebookTest(module, ready, context));
    },
  };
}

function notebookTest(module: TestModule, ready: ReadyNotebook, context: FailureContext): NotebookTest {
  const [test] = module.children.allTests();
  const meta = (test?.meta() as Partial<CellsMeta> | undefined)?.octavo;
  const told = meta?.cells.values();
  const cells = ready.plan.cells.map(({ id, index, name, skip }): CellTest => {
    const { status, durationMs, reason } = (skip === undefined ? told?.next().value : undefined) ?? notReached;
    if (status !== 'skipped') return { id, index, name, status, durationMs };
    return { id, index, name, status, durationMs: 0, reason: skip ?? reason };
  });
  const failed = cells.find(({ status }) => status === 'failed');
  const why = failed ? `cell ${failed.id} [${failed.index}] failed` : undefined;
  for (const cell of cells) if (cell.reason === notReached.reason) cell.reason = why ?? cell.reason;
  const errors = [...(test?.result().errors ?? []), ...module.errors()] as ReportedError[];
  const error = errors[0] ?? (module.ok() && test ? undefined : { message: 'the notebook did not run' });
  const line =
    meta?.importAt === undefined || !failed ? undefined : lineOfImport(ready, failed.id, meta.importAt, context);
  const known = { cell: failed?.id, line, output: meta?.output };
  const failure = error && describeFailure(error, ready, context, known);
  const durationMs = module.diagnostic().duration;
  const status = failure ? 'failed' : 'passed';
  return { notebook: ready.path, status, durationMs, cells, warnings: warningsOf(ready), ...(failure && { failure }) };
}

function lineOfImport({ path, text }: ReadyNotebook, cell: string, at: number, { root, module }: FailureContext) {
  return testModuleOf(text, join(root, path), module).importLine(cell, at);
}

const notReached = { status: 'skipped' as const, durationMs: 0, reason: 'it was not reached' };

/** A failure with its place: where in the notebook the error comes from, as far as its stack tells. */
export function describeFailure(
  reported: ReportedError,
  ready: ReadyNotebook,
  { root, module }: FailureContext,
  known: { cell?: string | undefined; line?: number | undefined; output?: string | undefined } = {},
): TestFailure {
  const { path, plan, text, notebook } = ready;
  const error = module.asText ? placedInNotebook(reported, join(root, path), text, module) : reported;
  const lines = cellFileLines(text);
  const frames = (error.stacks ?? [])
    .filter(({ file }) => relative(root, file).replaceAll('\\', '/') === path)
    .map(({ line }) => ({ line, found: cellsAtFileLine(lines, line)[0] }));
  // The cell that failed, though it may have called a function of another one.
  const isOfCell = ({ found: one }: (typeof frames)[number]) =>
    one !== undefined && notebook.cells[one.at]?.id === known.cell;
  const frame = frames.find(isOfCell) ?? (known.cell === undefined ? frames[0] : undefined);
  const found = frame?.found;
  const position = found?.at ?? plan.cells.find(({ id }) => id === known.cell)?.position;
  const planned = plan.cells.find((cell) => cell.position === position);
  const cell = planned?.id ?? known.cell;
  const line = frame ? found?.line : known.line;
  const fileLine = frame?.line ?? (position === undefined ? undefined : lines[position]?.source[(line ?? 1) - 1]);
  const where = { notebook: path, cell, index: planned?.index, line, fileLine };
  const ename = error.name ?? 'Error';
  const source = position === undefined ? undefined : notebook.cells[position]?.source;
  const traceback = tracebackOf(error, { root, where, source, output: known.output });
  const said = cut(error.message);
  const what = ename === 'exited' ? said : `${ename}: ${said}`;
  return { message: `${formatFailurePlace(where)}: ${what}`, ename, traceback, where };
}

const longestMessage = 20_000; // characters, as on the kernel: some carry the whole answer of a server

function cut(message: string): string {
  const more = message.length - longestMessage;
  return more <= 0 ? message : `${message.slice(0, longestMessage)}… ${more.toLocaleString('en')} more characters`;
}
