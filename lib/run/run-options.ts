// Generated from notebooks/40_run/17_run_options.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 40180003 40180005 40180007

// %% notebooks/40_run/17_run_options.ipynb#40180003 86f37b3f
import type { KernelMessage, TypeChecks } from '../kernel/index.ts';
import type { ParameterArguments } from './parameters/arguments.ts';
import type { KernelPool } from './engine/kernel-pool.ts';
import type { RunObserver } from './observer.ts';
import type { RunFiles } from './resume-key.ts';
import type { Storages } from './storage/storages.ts';
import type { Translators } from './translators.ts';

// %% notebooks/40_run/17_run_options.ipynb#40180005 b5aaf799
/** What evaluates the cells: a kernel in processes of its own, or a thread of this process. */
export type RunEngine = 'kernel' | 'in-process';

/** Whose rules hold for parameters: Octavo's (unknown names and wrong types are errors) or papermill's (they are warnings). */
export type ParameterRules = 'strict' | 'papermill';

/** Which code cells run; the others are skipped. The parameters cell and the injected one always run. */
export interface CellSelection {
  fromCell?: string | undefined; // id, the beginning of one, or number among the code cells that are not empty
  toCell?: string | undefined; // it runs too
  tags?: string[] | undefined; // only cells with one of these tags
  skipTags?: string[] | undefined; // not the cells with one of these tags
}

/** Takes what a kernel publishes while a cell runs, and which cell that is: its id, and its number among the code cells. */
export type OnOutput = (message: KernelMessage, cell: { id: string; index: number }) => void;

/** Which parameters tell the notebook its own paths, as papermill's --inject-paths does. */
export interface InjectedPaths {
  input?: boolean | undefined; // PAPERMILL_INPUT_PATH
  output?: boolean | undefined; // PAPERMILL_OUTPUT_PATH
}

// %% notebooks/40_run/17_run_options.ipynb#40180007 e9ee1695
/** What may be said about a run. */
export interface RunOptions {
  output?: string | null | undefined; // null: written nowhere; undefined: local_data/runs/<name>/<time>.ipynb of the project; may be a template
  parameters?: Record<string, unknown> | undefined; // values; they win over `arguments`
  arguments?: ParameterArguments | undefined; // as a command line gives them
  rules?: ParameterRules | undefined; // 'strict' unless given
  injectPaths?: InjectedPaths | undefined;
  kernel?: string | undefined; // name or path of a kernelspec, instead of the notebook's own
  language?: string | undefined; // instead of the notebook's own
  engine?: RunEngine | undefined; // 'kernel' unless given
  types?: 'error' | 'warn' | 'off' | undefined; // what becomes of type errors; OCTAVO_TYPES and package.json say otherwise
  cwd?: string | undefined; // of the kernel; the caller's unless given
  env?: Record<string, string> | undefined; // for the kernel, on top of the caller's
  seed?: number | undefined; // of the random numbers of the cells
  select?: CellSelection | undefined;
  prepareOnly?: boolean | undefined; // writes the notebook with its parameters, and runs nothing
  reportMode?: boolean | undefined; // hides the source of code cells in the executed notebook
  startTimeoutMs?: number | undefined; // of the kernel, 60,000 unless given
  cellTimeoutMs?: number | undefined; // of each cell, none unless given
  runTimeoutMs?: number | undefined; // of the whole run, the start of the kernel included; none unless given
  saveOnCellExecute?: boolean | undefined; // true unless given
  autosaveCellEveryMs?: number | undefined; // inside a long cell; 30,000 unless given, 0: never
  keptStreamBytes?: number | undefined; // of each stream of each cell, 16 MiB unless given
  mask?: boolean | undefined; // whether secrets are masked; true unless given
  throwOnError?: boolean | undefined; // throws `run-failed` unless the exit code is 0
  observers?: RunObserver[] | undefined;
  onOutput?: OnOutput | undefined; // what the kernel publishes, as it comes
  warn?: ((message: string) => void) | undefined; // a line on stderr unless given
  signal?: AbortSignal | undefined; // interrupts the run; with 'terminated' as its reason as SIGTERM does, with a TimeoutError as a time-out does; in a cell: the cell's own unless given
  killSignal?: AbortSignal | undefined; // kills the kernel at once; the notebook is still written
  translators?: Translators | undefined;
  storages?: Storages | undefined; // where notebooks are read and written: files, http(s), S3, pipes unless given
  pool?: KernelPool | undefined; // kernels that have been started ahead
  typeChecks?: TypeChecks | undefined; // shared by runs of the same notebook
  resume?: boolean | undefined; // runs nothing where the output says that it completed with the same code, parameters and inputs
  inputs?: string[] | undefined; // files that the notebook reads, whose changes `resume` is to notice
  files?: RunFiles | undefined; // what is known of the imported files and the inputs already
}
