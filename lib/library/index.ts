// Generated from notebooks/30_library by `octavo export`. Edit the notebooks, not this file.
export { type BlockText, type ModuleBlock, type ModuleBlocks, parseModule } from './blocks.ts';
export {
  type Collected,
  collectFile,
  collectNotebook,
  collectProject,
  type ExportedCell,
  findNotebooks,
  joinCollected,
  testFlags,
} from './collect.ts';
export { cellAddress, compareBlocks, type Drift } from './drift.ts';
export { type LibraryErrorCode, libraryErrors, libraryProblem } from './errors.ts';
export { type ExportChoice, type ExportPlan, planExport, planExportOf } from './export-plan.ts';
export { type ExportOptions, type ExportResult, exportProject } from './export-project.ts';
export {
  compareLibrary,
  importableFiles,
  type LibraryChange,
  libraryFiles,
  type MadeModule,
  makeLibrary,
  readLibrary,
  readLibraryFile,
} from './plan.ts';
export { recallState, rememberState } from './remember.ts';
export { type LibraryState, notebookText, readState, refreshState } from './state.ts';
