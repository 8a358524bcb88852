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
export { mostLevels, tooDeepAt } from './nesting.ts';
export {
  cellHeading,
  createNotebook,
  type Notebook,
  notebookKernelName,
  notebookLanguage,
  typescriptMetadata,
} from './notebook.ts';
export { parseNotebook } from './parse.ts';
export { upgradeNotebook } from './upgrade.ts';
export { writtenLine } from './written-line.ts';
