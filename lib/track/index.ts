// Generated from notebooks/60_track by `octavo export`. Edit the notebooks, not this file.
export { type ActiveRun, activeRun } from './active-run.ts';
export { type Comparison, comparisonPiece, numberOrText, type Piece, parseComparison } from './comparison.ts';
export { type TrackErrorCode, trackErrors } from './errors.ts';
export { type Figure, figureFile, type PlotlyFigure } from './figure.ts';
export {
  checkName,
  decodeNumber,
  encodeNumber,
  flattenParameters,
  limits,
  parameterText,
  type StoredNumber,
  truncate,
  usableName,
} from './limits.ts';
export { defaultStorePath, openStore, storePath, storeUri } from './location.ts';
export { createLog, type Log, log, type MetricOptions } from './log.ts';
export { sweepLostRuns } from './lost.ts';
export { createMetricBuffer, type MetricBuffer } from './metric-buffer.ts';
export { experimentName, isTracking, recordedPath, type TrackingPolicy, trackingPolicy } from './policy.ts';
export { type ProgressState, progressHtml, progressText } from './progress-text.ts';
export {
  type ProgressBar,
  type ProgressHost,
  type ProgressOptions,
  type ProgressScreen,
  progress,
  progressBar,
} from './progress.ts';
export { gitTags, type Origin, originTags, userName } from './provenance.ts';
export { readableDuration, readableMoment, readableNumber, readableSize, readableText } from './readable.ts';
export { type RecorderOptions, recorder } from './recorder.ts';
export { describeRun, type RunDescription } from './run-description.ts';
export { descendantIds, findRunId, type RunRecord, readRun, readRuns } from './run-record.ts';
export { type ComparedRow, compareRuns, listRuns, runColumns, runRows, runTree } from './run-table.ts';
export { type FoundRuns, type RunSearch, searchRuns } from './search.ts';
