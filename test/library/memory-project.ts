import { collectNotebook } from '../../lib/library/collect.ts';
import { planExportOf } from '../../lib/library/export-plan.ts';
import type { LibraryState } from '../../lib/library/state.ts';
import { type Notebook, parseNotebook } from '../../lib/notebook/index.ts';
import { notebookText } from './make-project.ts';

/** A project that is nowhere on a disk, with one notebook, `notebooks/a.ipynb`. */
export function memoryProject(cells: Parameters<typeof notebookText>[0]): LibraryState {
  const state: LibraryState = {
    project: { root: '/nowhere', name: 'shop', notebooks: 'notebooks', lib: 'lib' },
    exports: { './*': './lib/*.ts' },
    notebooks: new Map(),
    library: new Map(),
    made: new Map(),
  };
  saveNotebook(state, notebookText(cells));
  return state;
}

export function saveNotebook(state: LibraryState, text: string): void {
  const path = 'notebooks/a.ipynb';
  const notebook: Notebook = parseNotebook(text, { path });
  state.notebooks.set(path, { notebook, collected: collectNotebook(notebook, path) });
}

/** Does what a plan says, in memory. */
export function carryOut(
  state: LibraryState,
  plan: { notebooks?: { text: string }[]; changes: { path: string; text?: string | undefined }[] },
): void {
  for (const { text } of plan.notebooks ?? []) saveNotebook(state, text);
  for (const { path, text } of plan.changes) {
    if (text === undefined) state.library.delete(path);
    else state.library.set(path, text);
  }
}

/** Exports, and gives what is wrong. */
export function exportInMemory(state: LibraryState): string[] {
  const plan = planExportOf(state);
  carryOut(state, { changes: plan.changes });
  return plan.problems.map((problem) => problem.message);
}
