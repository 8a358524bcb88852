// Generated from notebooks/20_notebook/20_merge by `octavo export`. Edit the notebooks, not this file.
export {
  type ConflictPart,
  conflictedCells,
  conflictProblem,
  type MergeLabels,
  type MergeSide,
  refuseConflicts,
} from './conflict.ts';
export type { OutputRule } from './merge-cell.ts';
export {
  type FileMerge,
  type MergeFileOptions,
  type MergeFiles,
  mergeNotebookFiles,
  mergeNotebookTexts,
} from './merge-files.ts';
export { mergeText } from './merge-text.ts';
export { type MergeConflict, type MergeOptions, mergeNotebooks, type NotebookMerge } from './merge.ts';
export {
  type ConflictChoice,
  type ConflictChoices,
  type ConflictResolution,
  type OpenConflict,
  resolveConflicts,
  resolveFile,
} from './resolve.ts';
