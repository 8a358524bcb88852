// Generated from notebooks/40_run/15_observer.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 40110003 40110004 40110006 40110008

// %% notebooks/40_run/15_observer.ipynb#40110003 c97d82c2
import type { LeftRunning } from '../kernel/index.ts';
import type { Notebook, Output } from '../notebook/index.ts';
import type { JsonObject } from '../notebook/json/index.ts';
import type { Ending } from './ending.ts';

// %% notebooks/40_run/15_observer.ipynb#40110004 bf9fec5e
/** What went wrong in a run, and where. */
export interface RunFailure {
  ename: string;
  evalue: string;
  traceback: string[]; // lines, with the kernel's colours
  // index: the label in [n]; line is 1-based; fileLine is that line's in the input's file
  cell?: { id: string; index: number; line?: number | undefined; fileLine?: number | undefined } | undefined;
  cause?: Error | undefined; // when no cell is to blame: the kernel did not start, the notebook cannot be written
}

/** How one code cell ended. */
export interface CellResult {
  id: string;
  index: number; // 1-based, among the code cells
  heading: string; // the nearest markdown heading at or above it
  status: 'completed' | 'failed' | 'skipped' | 'pending';
  durationMs: number;
  attempts?: number | undefined; // when it was run more than once
}

/** One output of a run, and the code cell that made it. */
export interface RunOutput {
  cell: string; // id
  index: number; // 1-based, among the code cells
  output: Output;
}

/** How a run ended. */
export interface RunResult {
  status: Ending;
  exitCode: number;
  input: string;
  output?: string | undefined; // undefined when it was not, or could not be, written
  notebook: Notebook; // the executed notebook
  parameters: JsonObject; // those that were given
  cells: CellResult[];
  outputs: RunOutput[]; // of the cells that ran, in their order; those that `notebook` holds too
  durationMs: number;
  error?: RunFailure | undefined;
  writeError?: Error | undefined; // why the executed notebook could not be written
  runId?: string | undefined; // given by an observer
  resumed?: boolean | undefined; // nothing ran now: an earlier run had completed with the same code, parameters and inputs
  leftRunning?: LeftRunning[] | undefined; // what cells began and did not end; known when every cell has run
}

// %% notebooks/40_run/15_observer.ipynb#40110006 3f1040cf
/** Something that happened in a run. */
export type RunEvent =
  | {
      type: 'run-started';
      runUuid: string;
      input: string;
      output?: string | undefined;
      parameters: JsonObject; // those that were given
      defaults: JsonObject; // those of the parameters cell whose values are written down
      kernel: string;
      engine?: string | undefined; // what evaluates the cells: 'kernel', or 'in-process'
      cwd: string;
      seed?: number | undefined;
      notebook: Notebook;
      startedAt: Date;
      parentRunId?: string | undefined; // of the sweep that this run is one of
    }
  | { type: 'cell-started'; index: number; total: number; id: string; heading: string }
  | {
      type: 'cell-finished';
      index: number;
      total: number;
      id: string;
      status: CellResult['status'];
      durationMs: number;
    }
  | {
      type: 'cell-retried'; // an attempt failed, and another follows after a pause
      index: number;
      total: number;
      id: string;
      attempt: number; // that failed, 1 for the first
      attempts: number; // that there may be in all
      reason: string;
      pauseMs: number;
    }
  | { type: 'notebook-written'; output: string }
  | { type: 'run-finished'; result: RunResult; endedAt: Date }
  | SweepEvent;

/** What the runs of a sweep have in common. */
export type SweepEvent =
  | {
      type: 'sweep-started';
      input: string;
      output: string; // with names in braces
      parameters: JsonObject; // those that all runs share
      names: string[]; // of the parameters that vary
      total: number;
      kernel: string;
      startedAt: Date;
    }
  | {
      type: 'sweep-finished';
      runId: string | undefined;
      status: Ending; // completed, failed, interrupted or terminated
      exitCode: number;
      counts: Record<string, number>; // runs by how they ended
      endedAt: Date;
    };

/** What an observer may give to a run that starts. */
export interface RunContribution {
  env?: Record<string, string> | undefined; // for the kernel
  runId?: string | undefined;
}

/** Takes the events of a run. Only what it returns for `run-started` counts. */
export type RunObserver = (event: RunEvent) => Contributed | Promise<Contributed>;

// biome-ignore lint/suspicious/noConfusingVoidType: most observers return nothing at all
export type Contributed = RunContribution | undefined | void;

// %% notebooks/40_run/15_observer.ipynb#40110008 fb30dfa1
/** Tells all observers, one after the other, and joins what they contribute. Never rejects: a throwing observer is a warning. */
export async function tellObservers(
  observers: readonly RunObserver[],
  event: RunEvent,
  warn: (message: string) => void,
): Promise<RunContribution> {
  const joined: RunContribution = {};
  for (const observer of observers) {
    try {
      const contribution = await observer(event);
      if (!contribution) continue;
      joined.env = { ...joined.env, ...contribution.env };
      joined.runId ??= contribution.runId;
    } catch (error) {
      warn(`an observer failed at ${event.type}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return joined;
}
