// Generated from notebooks/40_run/23_run_notebook.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 40170003 40170004 40170006 40170007

// %% notebooks/40_run/23_run_notebook.ipynb#40170003 63c4832d
import { resolve } from 'node:path';
import { OctavoError } from '../errors/index.ts';
import { type Host, nodeHost } from '../host/index.ts';
import { cellSignal, type KernelMessage } from '../kernel/index.ts';
import type { JsonObject } from '../notebook/index.ts';
import type { ParameterArguments } from './arguments.ts';
import { executeRun } from './engine/execute-run.ts';
import { prepareRun } from './engine/prepare.ts';
import { formatFailure } from './failure.ts';
import { type RunObserver, type RunResult, tellObservers } from './observer.ts';
import { plainValue } from './parameter-values.ts';
import { createTranslators, type Translators } from './translators.ts';

// %% notebooks/40_run/23_run_notebook.ipynb#40170004 04d8fd8d
/** What may be said about a run. */
export interface RunOptions {
  output?: string | null | undefined; // null: written nowhere; undefined: local_data/runs/<name>/<time>.ipynb of the project
  parameters?: Record<string, unknown> | undefined; // values; they win over `arguments`
  arguments?: ParameterArguments | undefined; // as a command line gives them
  kernel?: string | undefined; // name or path of a kernelspec, instead of the notebook's own
  cwd?: string | undefined; // of the kernel; the caller's unless given
  env?: Record<string, string> | undefined; // for the kernel, on top of the caller's
  observers?: RunObserver[] | undefined;
  signal?: AbortSignal | undefined; // interrupts the run; 'terminated' as its reason ends it as SIGTERM does; in a cell: the cell's own unless given
  killSignal?: AbortSignal | undefined; // kills the kernel at once; the notebook is still written
  throwOnError?: boolean | undefined; // throws `run-failed` unless the exit code is 0
  startTimeoutMs?: number | undefined; // of the kernel, 60,000 unless given
  cellTimeoutMs?: number | undefined; // of each cell, none unless given
  keptStreamBytes?: number | undefined; // of each stream of each cell, 16 MiB unless given
  translators?: Translators | undefined;
  onOutput?: ((message: KernelMessage) => void) | undefined; // what the kernel publishes, as it comes
  warn?: ((message: string) => void) | undefined; // a line on stderr unless given
}

// %% notebooks/40_run/23_run_notebook.ipynb#40170006 fe478175
/**
 * Runs a notebook and writes its executed copy. A notebook that fails is a result, not an exception; input that is
 * wrong throws an OctavoError before a kernel starts. Source of the rules: papermill 2.7, and the table in `run/ending`.
 */
export async function runNotebook(input: string, options: RunOptions = {}, host: Host = nodeHost): Promise<RunResult> {
  const warn = options.warn ?? ((message: string) => void process.stderr.write(`octavo: ${message}\n`));
  const translators = options.translators ?? createTranslators();
  const prepared = await prepareRun(input, { ...options, translators, warn }, host);
  const { output, spec, notebook, defaults } = prepared;
  const observers = options.observers ?? [];
  const parameters = plainValue(prepared.parameters ?? {}) as JsonObject;
  const cwd = resolve(host.cwd(), options.cwd ?? '.');
  const startedAt = host.clock.now();
  const about = { input, output, parameters, defaults, kernel: spec.name, cwd, notebook, startedAt };
  const contribution = await tellObservers(
    observers,
    { type: 'run-started', runUuid: host.randomUuid(), ...about },
    warn,
  );
  const signal = options.signal ?? cellSignal(); // Ctrl-C on a workflow notebook reaches the step that it runs
  const executed = await executeRun(
    { ...options, signal, input, prepared, cwd, startedAt, contribution, observers, warn },
    host,
  );
  const result: RunResult = { ...executed, parameters, runId: contribution.runId };
  await tellObservers(observers, { type: 'run-finished', result, endedAt: host.clock.now() }, warn);
  if (options.throwOnError && result.exitCode !== 0) throw failureOf(result);
  return result;
}

// %% notebooks/40_run/23_run_notebook.ipynb#40170007 64c1cf67
/** The error of a run that failed, for a caller who asked for one; its `cause` is the result. @internal */
export function failureOf(result: RunResult): OctavoError {
  const { error, writeError, input } = result;
  const reason = error ? formatFailure(error, input) : `${input}: ${writeError?.message ?? result.status}`;
  return new OctavoError('run-failed', reason, {
    where: { notebook: input, cell: error?.cell?.id, line: error?.cell?.line },
    hint: result.output && `open ${result.output}`,
    exitCode: result.exitCode,
    cause: result,
  });
}
