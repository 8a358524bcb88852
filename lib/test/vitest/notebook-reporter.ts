import { join, relative } from 'node:path';
import type { Reporter, TestCase, TestModule } from 'vitest/node';
import { cellFileLines, cellsAtFileLine } from '../../notebook/index.ts';
import { type ReadyNotebook, warningsOf } from '../notebooks/read-notebook-test.ts';
import { type CellTest, formatFailurePlace, type NotebookTest, type TestFailure } from '../results.ts';
import type { CellMeta } from './notebook-session.ts';
import { placedInNotebook } from './placed-in-notebook.ts';
import type { TestModuleOptions } from './test-module.ts';
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
  const cases = [...module.children.allTests()];
  const cells = ready.plan.cells.map((planned, at): CellTest => {
    const { id, index, name } = planned;
    const result = cases[at]?.result();
    const durationMs = cases[at]?.diagnostic()?.duration ?? 0;
    if (result?.state === 'passed' || result?.state === 'failed') {
      return { id, index, name, status: result.state, durationMs };
    }
    const reason = planned.skip ?? (result?.state === 'skipped' ? result.note : undefined) ?? 'it was not reached';
    return { id, index, name, status: 'skipped', durationMs: 0, reason };
  });
  const failure = failureOf(module, cases, ready, context);
  return {
    notebook: ready.path,
    status: failure ? 'failed' : 'passed',
    durationMs: module.diagnostic().duration,
    cells,
    warnings: warningsOf(ready),
    ...(failure && { failure }),
  };
}

function failureOf(
  module: TestModule,
  cases: TestCase[],
  ready: ReadyNotebook,
  context: FailureContext,
): TestFailure | undefined {
  const at = cases.findIndex((one) => one.result().state === 'failed');
  const failed = cases[at];
  const [error] = (failed?.result().errors ?? module.errors()) as readonly ReportedError[];
  if (!error) return module.ok() ? undefined : describeFailure({ message: 'the notebook did not run' }, ready, context);
  const { output, line } = (failed?.meta() as Partial<CellMeta> | undefined)?.octavo ?? {};
  return describeFailure(error, ready, context, { cell: ready.plan.cells[at]?.id, line, output });
}

/** A failure with its place: where in the notebook the error comes from, as far as its stack tells. */
export function describeFailure(
  reported: ReportedError,
  ready: ReadyNotebook,
  { root, module }: FailureContext,
  known: { cell?: string | undefined; line?: number | undefined; output?: string | undefined } = {},
): TestFailure {
  const { path, plan, text, notebook } = ready;
  const error = module.withoutMaps ? placedInNotebook(reported, join(root, path), text, module) : reported;
  const lines = cellFileLines(text);
  const frame = error.stacks?.find(({ file }) => relative(root, file).replaceAll('\\', '/') === path);
  const found = frame && cellsAtFileLine(lines, frame.line)[0];
  const position = found?.at ?? plan.cells.find(({ id }) => id === known.cell)?.position;
  const planned = plan.cells.find((cell) => cell.position === position);
  const cell = planned?.id ?? known.cell;
  const line = frame ? found?.line : known.line;
  const fileLine = frame?.line ?? (position === undefined ? undefined : lines[position]?.source[(line ?? 1) - 1]);
  const where = { notebook: path, cell, index: planned?.index, line, fileLine };
  const ename = error.name ?? 'Error';
  const source = position === undefined ? undefined : notebook.cells[position]?.source;
  const traceback = tracebackOf(error, { root, where, source, output: known.output });
  const what = ename === 'exited' ? error.message : `${ename}: ${error.message}`;
  return { message: `${formatFailurePlace(where)}: ${what}`, ename, traceback, where };
}
