/** Experiments, runs, metrics, artifacts. Generated from notebooks/60_track by `octavo export`. */
export { activeRun, type ActiveRun } from './active-run.ts';
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
export {} from './log-state.ts';
export { createLog, log, type Log, type MetricOptions } from './log.ts';
export { sweepLostRuns } from './lost.ts';
export { createMetricBuffer, type MetricBuffer } from './metric-buffer.ts';
export { experimentName, isTracking, recordedPath, trackingPolicy, type TrackingPolicy } from './policy.ts';
export { gitTags, type Origin, originTags, userName } from './provenance.ts';
export { recorder, type RecorderOptions } from './recorder.ts';
export { descendantIds, findRunId, readRun, readRuns, type RunRecord } from './run-record.ts';
export { type RunSearch, searchRuns } from './search.ts';
