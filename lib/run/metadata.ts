// Generated from notebooks/40_run/13_metadata.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 40100003 40100005 40100007 4010000a 4010000d

// %% notebooks/40_run/13_metadata.ipynb#40100003 de7dc660
import { type Cell, cellTags, hasTag, type Notebook } from '../notebook/index.ts';
import { isJsonObject, type JsonObject } from '../notebook/json/index.ts';
import type { Ending } from './ending.ts';
import { plainValue } from './parameters/parameter-values.ts';

// %% notebooks/40_run/13_metadata.ipynb#40100005 0f0ef30c
/** A time as papermill writes it: `2026-11-21T04:51:40.641000+00:00`. */
export function pythonTime(date: Date): string {
  return date.toISOString().replace('Z', '000+00:00');
}

/** Seconds between two times, as papermill's `duration`. */
export function seconds(from: Date, to: Date): number {
  return (to.getTime() - from.getTime()) / 1000;
}

// %% notebooks/40_run/13_metadata.ipynb#40100007 12a5e4ad
/** What is known about a run when it starts. */
export interface StartFacts {
  input: string;
  output: string | undefined;
  parameters: Record<string, unknown> | undefined; // undefined: none were given, those of an earlier run stay
  startedAt: Date;
  kernel: string;
  engine?: string | undefined; // what evaluates the cells: 'kernel', or 'in-process'
  version: string; // Octavo's
  runId?: string | undefined;
  seed?: number | undefined;
  selected?: JsonObject | undefined; // by what its cells were chosen, when not all of them run
}

/** The notebook as it is before its first cell runs: every cell pending, and what the run was given. What nbformat never writes is left out. */
export function startMetadata(notebook: Notebook, facts: StartFacts): Notebook {
  const { papermill: old, orig_nbformat: _, orig_nbformat_minor: __, signature: ___, ...rest } = notebook.metadata;
  const papermill = {
    ...(isJsonObject(old) ? old : unseenMetadata),
    ...(facts.parameters && { parameters: plainValue(facts.parameters) }),
    input_path: facts.input,
    output_path: facts.output ?? null,
    start_time: pythonTime(facts.startedAt),
    end_time: null,
    duration: null,
    exception: null,
  };
  const octavo: JsonObject = { status: 'running', version: facts.version, kernel: facts.kernel };
  if (facts.engine !== undefined) octavo.engine = facts.engine;
  if (facts.runId !== undefined) octavo.run_id = facts.runId;
  if (facts.seed !== undefined) octavo.seed = facts.seed;
  if (facts.selected) octavo.selected = facts.selected;
  return { ...notebook, cells: notebook.cells.map(pendingCell), metadata: { ...rest, papermill, octavo } };
}

/** What papermill adds to a notebook that it has not seen before; one that it has seen keeps what it has. @internal */
export const unseenMetadata: JsonObject = {
  default_parameters: {},
  environment_variables: {},
  parameters: {},
  version: '2.7.0', // of the papermill whose metadata this is
};

/** A cell that has not run. */
export function pendingCell(cell: Cell): Cell {
  const { octavo: _, execution: __, trusted: ___, ...rest } = cell.metadata;
  const papermill = { duration: null, end_time: null, exception: null, start_time: null, status: 'pending' };
  const metadata = { ...rest, papermill, tags: cellTags(cell) };
  return cell.kind === 'code' ? { ...cell, metadata, outputs: [], executionCount: null } : { ...cell, metadata };
}

// %% notebooks/40_run/13_metadata.ipynb#4010000a 5e791d50
/** How a cell ended, for its metadata. */
export interface CellEnd {
  startedAt: Date;
  endedAt: Date;
  failed: boolean;
  timing?: { busy?: string; executeInput?: string; idle?: string; reply?: string } | undefined; // ISO times of the kernel
  word?: Ending | 'skipped' | undefined; // what papermill's four words cannot say
  attempts?: number | undefined; // how often it ran
}

/** A cell that runs. */
export function runningCell(cell: Cell, startedAt: Date): Cell {
  const papermill = {
    duration: null,
    end_time: null,
    exception: false,
    start_time: pythonTime(startedAt),
    status: 'running',
  };
  return { ...cell, metadata: { ...cell.metadata, papermill } };
}

/** A cell that has run. */
export function finishedCell(cell: Cell, end: CellEnd): Cell {
  const papermill = {
    duration: seconds(end.startedAt, end.endedAt),
    end_time: pythonTime(end.endedAt),
    exception: end.failed,
    start_time: pythonTime(end.startedAt),
    status: end.failed ? 'failed' : 'completed',
  };
  const execution: JsonObject = {};
  if (end.timing?.busy) execution['iopub.status.busy'] = end.timing.busy;
  if (end.timing?.executeInput) execution['iopub.execute_input'] = end.timing.executeInput;
  if (end.timing?.idle) execution['iopub.status.idle'] = end.timing.idle;
  if (end.timing?.reply) execution['shell.execute_reply'] = end.timing.reply;
  const metadata: JsonObject = { ...cell.metadata, papermill };
  if (Object.keys(execution).length > 0) metadata.execution = execution;
  const octavo: JsonObject = {};
  if (end.word && end.word !== 'completed' && end.word !== 'failed') octavo.status = end.word;
  if (end.attempts !== undefined && end.attempts > 1) octavo.attempts = end.attempts;
  if (Object.keys(octavo).length > 0) metadata.octavo = octavo;
  return { ...cell, metadata };
}

/** A cell that was passed over: still pending for papermill, `skipped` for us. */
export function skippedCell(cell: Cell): Cell {
  return { ...cell, metadata: { ...cell.metadata, octavo: { status: 'skipped' } } };
}

/** Whether a cell asks not to be run (the tag `skip-execution`), or has nothing to run. */
export function isSkipped(cell: Cell): boolean {
  return hasTag(cell, 'skip-execution');
}

// %% notebooks/40_run/13_metadata.ipynb#4010000d cd70d134
/** The notebook's metadata when the run has ended. */
export function finishMetadata(
  metadata: JsonObject,
  end: {
    ending: Ending;
    exitCode: number;
    failed: boolean;
    startedAt: Date;
    endedAt: Date;
    languageInfo?: JsonObject | undefined;
    resumeKey?: string | undefined; // of what the run was made from
  },
): JsonObject {
  const papermill = {
    ...(metadata.papermill as JsonObject),
    end_time: pythonTime(end.endedAt),
    duration: seconds(end.startedAt, end.endedAt),
    exception: end.failed ? true : null,
  };
  const octavo: JsonObject = { ...(metadata.octavo as JsonObject), status: end.ending, exit_code: end.exitCode };
  if (end.resumeKey !== undefined) octavo.resume_key = end.resumeKey;
  const languageInfo = end.languageInfo ? { language_info: end.languageInfo } : {};
  return { ...metadata, ...languageInfo, papermill, octavo };
}
