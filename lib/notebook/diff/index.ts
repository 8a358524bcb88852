// Generated from notebooks/20_notebook/17_diff by `octavo export`. Edit the notebooks, not this file.
export { compareNotebooks, formatChanges, type NotebookChanges } from './changes.ts';
export { type DiffStyle, formatNotebookDiff } from './diff-format.ts';
export { type CellDiff, diffNotebooks, isSameNotebook, type NotebookDiff } from './notebook-diff.ts';
export type { OutputDiff, OutputKindDiff, ValueDiff } from './output-diff.ts';
export { diffFiles, diffRevisions, type RevisionDiff, type RevisionOptions } from './revisions.ts';
export type { DiffBlock, WordDiff } from './text-diff.ts';
