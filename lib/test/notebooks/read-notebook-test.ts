import { posix } from 'node:path';
import type { Host } from '../../host/index.ts';
import { type Notebook, notebookKernelName, notebookLanguage, parseNotebook } from '../../notebook/index.ts';
import { refuseConflicts } from '../../notebook/merge/index.ts';
import { type PlanOptions, planTests, type TestPlan } from '../cell-plan.ts';
import type { NotebookTest } from '../results.ts';
import { thrownFailure } from './failure.ts';
import type { FoundNotebook } from './find-notebooks.ts';

/** A notebook with cells that are to run. */
export interface ReadyNotebook {
  path: string; // relative to the project's root
  text: string;
  notebook: Notebook;
  plan: TestPlan;
  isTypeScript: boolean; // runs on Octavo's own kernel, or without one
}

/** Reads a notebook and plans its tests; one of which nothing is to run is done with that, and one without a cell of the name asked for is no matter at all. Never throws. */
export async function readNotebookTest(
  { path, skip }: FoundNotebook,
  root: string,
  options: PlanOptions,
  host: Host,
): Promise<{ ready: ReadyNotebook } | { done: NotebookTest } | { unmatched: true }> {
  const done: NotebookTest = { notebook: path, status: 'skipped', durationMs: 0, cells: [], warnings: [] };
  if (skip !== undefined) return { done: { ...done, reason: skip } };
  try {
    const text = await host.files.readText(posix.join(root, path));
    const notebook = parseNotebook(text, { path });
    refuseConflicts(notebook, path);
    const plan = planTests(notebook, options);
    if (options.pattern && !plan.cells.some(({ name }) => options.pattern?.test(name))) return { unmatched: true };
    const ready: ReadyNotebook = { path, text, notebook, plan, isTypeScript: isTypeScript(notebook) };
    if (plan.skip === undefined && plan.cells.some((cell) => cell.skip === undefined)) return { ready };
    const reason = plan.skip ?? (plan.cells.length > 0 ? 'every cell is left out' : undefined);
    const status = reason === undefined ? 'empty' : 'skipped';
    return { done: { ...done, status, reason, cells: untested(plan), warnings: warningsOf(ready) } };
  } catch (error) {
    return { done: { ...done, status: 'failed', failure: thrownFailure(error, path) } };
  }
}

/** The warnings of a plan with the notebook in front. */
export function warningsOf({ path, plan }: Pick<ReadyNotebook, 'path' | 'plan'>): string[] {
  return plan.warnings.map((warning) => `${path} ${warning}`);
}

function untested({ cells, skip }: TestPlan): NotebookTest['cells'] {
  return cells.map(({ id, name, skip: reason }) => {
    return { id, index: 0, name, status: 'skipped', durationMs: 0, reason: reason ?? skip };
  });
}

/** As the runner of notebooks chooses Octavo's kernel. */
function isTypeScript(notebook: Notebook): boolean {
  const name = notebookKernelName(notebook);
  return name === 'tslab' || name === 'octavo' || notebookLanguage(notebook) === 'typescript';
}
