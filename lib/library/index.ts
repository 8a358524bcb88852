// Generated from notebooks/30_library by `octavo export`. Edit the notebooks, not this file.
export { type BlockText, type ModuleBlock, type ModuleBlocks, parseModule } from './blocks.ts';
export { showBothTexts } from './both-texts.ts';
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
export { type PlaceTeller, placeTeller, tellPlaces } from './places-in-text.ts';
export { type CellUpdate, planUpdateOf, type UpdateChoice, type UpdatePlan } from './plan-update.ts';
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
export {
  type CellPlace,
  cellPlaceOf,
  type ModulePlace,
  type ModulePositions,
  modulePlaceOf,
  modulePositions,
  type PlacedCell,
  type PositionedBlock,
  type PositionsContext,
  placeCells,
} from './positions.ts';
export { recallState, rememberState } from './remember.ts';
export { type LibraryState, notebookText, readState, refreshState } from './state.ts';
export type { Decision, KeepChoice, Refusal } from './update-choices.ts';
export { type UpdateOptions, type UpdateResult, updateProject } from './update-project.ts';
export { parseWhereQuery, type WhereQuery } from './where-query.ts';
export { type FoundPlace, findPlaces, type PlacedModule, readPositions } from './where.ts';
