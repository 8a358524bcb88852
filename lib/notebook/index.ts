// Generated from notebooks/20_notebook by `octavo export`. Edit the notebooks, not this file.
export {
  type Cell,
  type CellKind,
  type CellOptions,
  cellTags,
  codeCell,
  hasTag,
  type MimeBundle,
  markdownCell,
  newCellId,
  type Output,
  rawCell,
  withTag,
} from './cell.ts';
export { compareNotebooks, formatChanges, type NotebookChanges } from './changes.ts';
export { type CleanedFile, type CleanedText, cleanBytes, cleanFiles, cleanOptionsFor } from './clean-files.ts';
export {
  type Cleaned,
  type CleanOptions,
  cleanNotebook,
  cleanNotebookText,
  notebookCleaner,
  type Removed,
} from './clean.ts';
export {
  type ConflictPart,
  conflictedCells,
  conflictProblem,
  type MergeLabels,
  type MergeSide,
  refuseConflicts,
} from './conflict.ts';
export { type DiffStyle, formatNotebookDiff } from './diff-format.ts';
export {
  type DirectiveEntry,
  type DirectiveReader,
  directiveTable,
  exportDirectiveNames,
  isQuartoOption,
} from './directive-table.ts';
export {
  type Directive,
  type DirectiveCell,
  directiveProblems,
  directiveValue,
  misspeltDirective,
  parseDirectives,
  sourceWithoutDirectives,
} from './directives.ts';
export { notebookErrors } from './errors.ts';
export { blockAtLine, blockMarker, generatedMark, type MarkedBlock, matchedLine } from './exported-line.ts';
export { type CellFileLines, cellFileLines, cellsAtFileLine } from './file-lines.ts';
export { readNotebook, writeNotebook } from './files.ts';
export { formatNotebook } from './format.ts';
export { type FrontMatter, type FrontMatterValue, frontMatter, frontMatterFlag } from './front-matter.ts';
export {
  formatJson,
  isJsonObject,
  type JsonLayout,
  type JsonObject,
  type JsonValue,
  joinLines,
  nbformatLayout,
  splitLines,
} from './json.ts';
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
export { mostLevels, tooDeepAt } from './nesting.ts';
export { type CellDiff, diffNotebooks, isSameNotebook, type NotebookDiff } from './notebook-diff.ts';
export {
  cellHeading,
  createNotebook,
  type Notebook,
  notebookKernelName,
  notebookLanguage,
  typescriptMetadata,
} from './notebook.ts';
export type { OutputDiff, OutputKindDiff, ValueDiff } from './output-diff.ts';
export { parseNotebook } from './parse.ts';
export {
  type ConflictChoice,
  type ConflictChoices,
  type ConflictResolution,
  type OpenConflict,
  resolveConflicts,
  resolveFile,
} from './resolve.ts';
export { diffFiles, diffRevisions, type RevisionDiff, type RevisionOptions } from './revisions.ts';
export { applyText, notebookFromText } from './text-apply.ts';
export type { DiffBlock, WordDiff } from './text-diff.ts';
export { type ApplyOptions, applyTextToFile, type TextApplication } from './text-file.ts';
export { showText } from './text-view.ts';
export { upgradeNotebook } from './upgrade.ts';
export type { PathPlace } from './volatile-text.ts';
export { type CleanOutputs, type CleanRule, type CleanSettings, cleanRules, readCleanSettings } from './volatile.ts';
export { writtenLine } from './written-line.ts';
