// Generated from notebooks/40_run by `octavo export`. Edit the notebooks, not this file.
export {
  type Ending,
  type EndingFacts,
  endingOfReason,
  endings,
  exitCodeOf,
  exitCodeOfError,
  isFailure,
  mlflowStatusOf,
} from './ending.ts';
export { addErrorMarkers, removeErrorMarkers } from './error-markers.ts';
export { runErrors } from './errors.ts';
export { createEventQueue, type EventQueue } from './event-queue.ts';
export { describeFailure, formatFailure, lineInCell } from './failure.ts';
export { glue, type ScrapPayload, scrapTypes } from './glue.ts';
export { injectParameters } from './inject.ts';
export { inspectNotebook, notebookParameters, parametersSchema } from './inspect.ts';
export {
  type EndLine,
  formatCellLine,
  formatEndLine,
  formatJournalHead,
  formatMessageLine,
  type JournalHead,
  type JournalLine,
  markLost,
  parseJournalHead,
  type Replay,
  startReplay,
} from './journal.ts';
export {
  createKeptStream,
  type KeptStream,
  keepText,
  keptParts,
  keptTexts,
  noteLeftOut,
  type StreamBlock,
} from './kept-stream.ts';
export {
  type CellEnd,
  finishedCell,
  finishMetadata,
  isSkipped,
  pendingCell,
  pythonTime,
  runningCell,
  type StartFacts,
  seconds,
  skippedCell,
  startMetadata,
  unseenMetadata,
} from './metadata.ts';
export {
  type CellResult,
  type Contributed,
  type RunContribution,
  type RunEvent,
  type RunFailure,
  type RunObserver,
  type RunOutput,
  type RunResult,
  type SweepEvent,
  tellObservers,
} from './observer.ts';
export {
  type CellOutputs,
  createOutputCollector,
  type OutputCollector,
  type OutputMessage,
  type Overflow,
  outputOf,
} from './outputs.ts';
export {
  besidePlace,
  isFilePlace,
  parseS3Place,
  parseWebPlace,
  placeFolder,
  placeName,
  placePath,
  placeScheme,
  placeTitle,
  shownPlace,
  sourceAddress,
} from './places.ts';
export { cellDescription, formatDuration, type Progress, progressBar, progressLine } from './progress.ts';
export { type RunFiles, type RunIngredients, resumeKey } from './resume-key.ts';
export {
  attemptReason,
  checkRetries,
  longestPauseMs,
  pauseBefore,
  type Retries,
  readRetries,
  retryNotice,
} from './retries.ts';
export { runNotebook } from './run-notebook.ts';
export type { CellSelection, InjectedPaths, OnOutput, ParameterRules, RunEngine, RunOptions } from './run-options.ts';
export { readScraps, type Scrap } from './scraps.ts';
export { findCell, type LeftOut, leftOutCells } from './select.ts';
export { type CellOutputEvent, type StartedRun, startRun } from './start-run.ts';
export { createStorages } from './storages.ts';
export {
  formatCounts,
  formatRate,
  formatValue,
  formatValues,
  mostMetrics,
  mostRows,
  type SweepTable,
  sweepBar,
  sweepLine,
  sweepTable,
} from './sweep-view.ts';
export { createTranslators, type Translators } from './translators.ts';
