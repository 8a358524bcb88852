// Generated from notebooks/40_run/27_run_notebook.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 40170003 40170006 40170007

// %% notebooks/40_run/27_run_notebook.ipynb#40170003 50ce869e
import { resolve } from 'node:path';
import { OctavoError } from '../errors/index.ts';
import { type Host, nodeHost, steadyClock } from '../host/index.ts';
import { cellSignal } from '../kernel/index.ts';
import type { Notebook } from '../notebook/index.ts';
import type { JsonObject } from '../notebook/json/index.ts';
import { beginSession } from './engine/begin-session.ts';
import { executeRun } from './engine/execute-run.ts';
import { maskRun } from './engine/mask-run.ts';
import { prepareRun } from './engine/prepare.ts';
import { writePrepared } from './engine/prepare-only.ts';
import { formatFailure } from './failure.ts';
import { type RunResult, tellObservers } from './observer.ts';
import { plainValue } from './parameters/parameter-values.ts';
import type { RunOptions } from './run-options.ts';
import { beginResume } from './sweep/resume.ts';
import { createTranslators } from './translators.ts';

// %% notebooks/40_run/27_run_notebook.ipynb#40170006 731f39a2
/**
 * Runs a notebook and writes its executed copy. A notebook that fails is a result, not an exception; input that is
 * wrong throws an OctavoError before a kernel starts. Source of the rules: papermill 2.7, and the table in `run/ending`.
 */
export async function runNotebook(
  place: string | Notebook, // where the notebook lies, or the notebook itself
  options: RunOptions = {},
  machine: Host = nodeHost,
): Promise<RunResult> {
  const host = { ...machine, clock: steadyClock(machine.clock) };
  const warn = options.warn ?? ((message: string) => void process.stderr.write(`octavo: ${message}\n`));
  const translators = options.translators ?? createTranslators();
  const unmasked = await prepareRun(place, { ...options, translators, warn }, host);
  const cwd = resolve(host.cwd(), options.cwd ?? '.');
  const { prepared, mask, sources, env } = maskRun(unmasked, { ...options, cwd, warn }, host);
  const { input, output, spec, notebook, defaults } = prepared;
  const { seed } = prepared.choices;
  const { engine = 'kernel' } = options;
  const observers = options.observers ?? [];
  const parameters = plainValue(prepared.parameters ?? {}) as JsonObject;
  if (options.prepareOnly) return { ...(await writePrepared(prepared, host)), parameters };
  const resuming = await beginResume(prepared, cwd, options, host);
  if (resuming.finished) return resuming.finished;
  const session = beginSession({ ...options, input, prepared, cwd, warn }, host);
  const startedAt = host.clock.now();
  const about = { input, output, parameters, defaults, kernel: spec.name, engine, cwd, seed, notebook, startedAt };
  const execute = async (): Promise<RunResult> => {
    const told = await tellObservers(observers, { type: 'run-started', runUuid: prepared.runUuid, ...about }, warn);
    const contribution = { ...told, env: { ...env, ...told.env } };
    const signal = options.signal ?? cellSignal(); // Ctrl-C on a workflow notebook reaches the step that it runs
    const executed = await executeRun(
      {
        ...{ ...options, signal, input, prepared, cwd, startedAt, contribution, observers, warn, session },
        ...{ mask, sources, resumeKey: resuming.key },
      },
      host,
    );
    return { ...executed, parameters, runId: contribution.runId };
  };
  const result = await execute().catch(async (error) => {
    await session.close(); // or the kernel would hold the caller's process for ever
    throw error;
  });
  await tellObservers(observers, { type: 'run-finished', result, endedAt: host.clock.now() }, warn);
  if (options.throwOnError && result.exitCode !== 0) throw failureOf(result);
  return result;
}

// %% notebooks/40_run/27_run_notebook.ipynb#40170007 64c1cf67
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
