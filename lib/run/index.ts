// Generated from notebooks/40_run by `octavo export`. Edit the notebooks, not this file.
export {
  checkParameters,
  combineArguments,
  type GivenParameter,
  type ParameterArguments,
  type ReadReference,
  readParameters,
} from './arguments.ts';
export { EnumValue, isoText, readDate } from './dates-and-enums.ts';
export {
  exactFraction,
  fixedDigits,
  roundedQuotient,
  type ScientificDigits,
  scientificDigits,
  shortestDigits,
} from './decimal-digits.ts';
export { createTypeScope, inferredType, readType, type TypeDeclaration, type TypeScope } from './declared-types.ts';
export { areNumbers, csharpDialect, elementType, fsharpDialect, fsharpText, sameType } from './dotnet-dialects.ts';
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
export { firstFitting, fitted, mapMembers, readingsFor } from './fitting.ts';
export { type FormatSpec, formatNumber, formatText, readFormatSpec, templateError } from './format-spec.ts';
export {
  formatTemplate,
  pythonRepr,
  pythonStr,
  readTemplate,
  type TemplateField,
  type TemplatePiece,
  templateNames,
} from './format-template.ts';
export { glue, type ScrapPayload, scrapTypes } from './glue.ts';
export { type GridAxis, mostSweepRuns, readGridAxis, tooManyRuns } from './grid-values.ts';
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
export { literalValue } from './literal-values.ts';
export {
  createMask,
  type Mask,
  type MaskedStream,
  masked,
  maskStream,
  noMask,
  secretName,
  secretValues,
} from './mask.ts';
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
export { type Misfit, misfit } from './misfit.ts';
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
export { formatType, type ParameterType, unionOf, unknownType } from './parameter-types.ts';
export { exactInteger, plainValue, readingsOf, readPythonWord, WholeFloat } from './parameter-values.ts';
export { findParametersCell, type Parameter, readTypeScriptParameters } from './parameters.ts';
export { fillPath, type TemplateFacts, templateValues } from './path-template.ts';
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
export {
  decodeBase64,
  decodeParameters,
  isMore,
  parameterLimits,
  refuseLong,
  refuseUnusual,
  tooLong,
} from './plain-data.ts';
export { cellDescription, formatDuration, type Progress, progressBar, progressLine } from './progress.ts';
export { type DateFields, dateFields, dateRepr, dateText, formatDate, PythonDate } from './python-date.ts';
export { readPythonParameters } from './python-parameters.ts';
export {
  hex,
  isPythonName,
  pythonCell,
  pythonFloat,
  pythonKeywords,
  pythonText,
  pythonValue,
} from './python-source.ts';
export { juliaDialect, juliaText, rDialect, rText } from './r-julia-dialects.ts';
export { type DrawnAxis, distributions, randomNumbers, randomPoints, readDraw, tryMake } from './random-points.ts';
export { isJsonType, pythonKind, pythonReading, referenceReading } from './reference-reading.ts';
export { ParameterReference, type ReferenceReading, readReference } from './reference.ts';
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
export { readRunTable } from './run-table.ts';
export { longInteger, matlabDialect, matlabText, scalaDialect, scalaText } from './scala-matlab-dialects.ts';
export { readScraps, type Scrap } from './scraps.ts';
export { findSecrets, type Secret } from './secrets.ts';
export { findCell, type LeftOut, leftOutCells } from './select.ts';
export { bashDialect, bashText, powershellDialect, powershellText } from './shell-dialects.ts';
export { type CellOutputEvent, type StartedRun, startRun } from './start-run.ts';
export { createStorages } from './storages.ts';
export { axisPoints, givenTwice, multiplyPoints, type SweepPoint } from './sweep-points.ts';
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
export {
  commonEscapes,
  type Dialect,
  escaped,
  expressionOf,
  type Translator,
  translatorOf,
  unicodeEscape,
} from './translator.ts';
export { createTranslators, type Translators } from './translators.ts';
export { typescriptCell, typescriptValue } from './typescript-source.ts';
export { readYamlParameters } from './yaml.ts';
