import { setMaxListeners } from 'node:events';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { isOctavoError } from '../../errors/index.ts';
import { type Host, nodeHost } from '../../host/index.ts';
import { cellSignal } from '../../kernel/index.ts';
import type { Notebook } from '../../notebook/index.ts';
import { type Ending, endingOfReason } from '../ending.ts';
import { createKernelPool } from '../engine/kernel-pool.ts';
import { openTypeChecks } from '../engine/type-checks.ts';
import { formatFailure } from '../failure.ts';
import type { RunResult } from '../observer.ts';
import type { SweepPoint } from '../points/sweep-points.ts';
import { runNotebook } from '../run-notebook.ts';
import type { RunOptions } from '../run-options.ts';
import { createMask, noMask, secretValues } from '../secrets/mask.ts';
import { createTranslators } from '../translators.ts';
import { createParentRun } from './parent-run.ts';
import { givenOptions, type PlannedRun, planSweep, type SweepPlan } from './plan-sweep.ts';
import { readRunFiles } from './run-files.ts';
import { asTemplate } from './sweep-outputs.ts';
import { countRuns, hasFailed, type SweepResult, type SweepRun } from './sweep-result.ts';
import { oncePerText } from './told-once.ts';

/** What may be said about a sweep: what may be said about each of its runs, and how they go on together. */
export interface SweepOptions extends Omit<RunOptions, 'output' | 'throwOnError' | 'pool' | 'files'> {
  output?: string | undefined; // a template; local_data/runs/<notebook>/<time>/<n>.ipynb of the project unless given
  jobs?: number | undefined; // runs at once; as many as the machine has cores unless given
  keepGoing?: boolean | undefined; // begins the other runs also when one has failed
  moreOutputs?: Readonly<Record<string, string>> | undefined; // templates of what else the caller writes for each run, by name: they are checked as the outputs are
  forRun?: ((run: SweepRun) => RunListeners | Promise<RunListeners>) | undefined; // asked when a run begins
  onPlanned?: ((runs: readonly SweepRun[]) => void) | undefined; // everything is checked, nothing has begun
  onChange?: ((run: SweepRun) => void) | undefined; // a run begins or has ended
}

/** Who hears of one run alone. */
export type RunListeners = Pick<RunOptions, 'observers' | 'onOutput'>;

/** The values of one run: as a command line gives them, or plain. */
export type SweepValues = SweepPoint | Readonly<Record<string, unknown>>;

/**
 * Runs a notebook once for each point, several at a time, each in a kernel of its own. A run that fails is a result; what
 * is wrong with any of the runs throws before the first one starts (`run-parameter-…`, `run-sweep-…`, `run-template-…`).
 */
export async function sweepNotebook(
  input: string,
  values: readonly SweepValues[],
  options: SweepOptions = {},
  host: Host = nodeHost,
): Promise<SweepResult> {
  const startMs = host.clock.monotonicMs();
  const startedAt = host.clock.now();
  const warn = oncePerText(options.warn ?? ((message) => void process.stderr.write(`octavo: ${message}\n`)));
  const shared = { ...options, warn, translators: options.translators ?? createTranslators() };
  const plan = await planSweep(input, values.map(asPoint), shared, host);
  const mask = options.mask === false ? noMask : createMask(secretValues({ ...host.env, ...options.env }));
  const runs = plan.runs.map(({ index, varying, output, moreOutputs }): SweepRun => {
    return { ...unbegun, index, parameters: mask.value(varying), output, moreOutputs }; // the values themselves are in `given`
  });
  const { notebook, spec } = plan;
  const files = await readRunFiles({ input, notebook, spec, inputs: options.inputs ?? [] }, host); // once for all
  for (const folder of plan.outputs.folders) await host.files.makeFolder(folder);
  options.onPlanned?.(runs);
  const { names, outputs } = plan;
  const parameters = mask.value(plan.parameters);
  const started = {
    input,
    output: outputs.template,
    parameters,
    names,
    total: runs.length,
    kernel: spec.name,
    startedAt,
  };
  const parent = createParentRun(options.observers ?? [], { type: 'sweep-started', ...started }, warn);
  const signal = options.signal ?? cellSignal();
  const each = { ...shared, signal, files, observers: [parent.observer] };
  await runAll(plan, runs, { input, options: each, host });
  const status = endingOf(runs, signal);
  const how = { status, exitCode: exitCodes[status] ?? 1, counts: countRuns(runs) };
  const runId = await parent.finish({ ...how, endedAt: host.clock.now() });
  return { ...how, runId, input, parameters, names, runs, durationMs: host.clock.monotonicMs() - startMs };
}

const unbegun = {
  status: 'waiting',
  exitCode: undefined,
  durationMs: 0,
  resumed: false,
  runId: undefined,
  error: undefined,
  reason: undefined,
} as const;
const exitCodes: Partial<Record<Ending, number>> = { completed: 0, failed: 1, interrupted: 130, terminated: 143 };

interface Work {
  input: string;
  options: SweepOptions & Pick<RunOptions, 'files'> & { warn: (message: string) => void };
  host: Host;
}

/** Runs what there is to run, some at a time, until all have run, one has failed, or somebody stops it. */
async function runAll(plan: SweepPlan, runs: SweepRun[], { input, options, host }: Work): Promise<void> {
  const { jobs: wanted, keepGoing = false, signal, killSignal } = options;
  const jobs = Math.max(1, Math.min(wanted ?? availableParallelism(), runs.length));
  for (const each of [signal, killSignal]) if (each) setMaxListeners(0, each); // every run listens
  const pool = createKernelPool({ size: jobs, most: runs.length });
  const env = { ...host.env, ...options.env, ...(options.types && { OCTAVO_TYPES: options.types }) };
  const typeChecks = openTypeChecks(plan.spec, { cwd: resolve(host.cwd(), options.cwd ?? '.'), env }); // one for all
  const waiting = plan.runs.values();
  const mayBegin = () => !signal?.aborted && (keepGoing || !runs.some(hasFailed));
  const work = async () => {
    for (const planned of waiting) {
      const run = runs[planned.index - 1] as SweepRun;
      if (!mayBegin()) {
        run.status = 'not-run';
        continue;
      }
      run.status = 'running';
      options.onChange?.(run);
      Object.assign(
        run,
        await runOne(planned, run, { input, options: { ...options, pool, typeChecks }, host }, plan.notebook),
      );
      options.onChange?.(run);
    }
  };
  try {
    await Promise.all(Array.from({ length: jobs }, work));
  } finally {
    typeChecks?.close();
    await pool.close();
  }
}

/** Runs one of them. Never rejects: what has gone wrong since the plan was made is how this run ended. */
async function runOne(
  planned: PlannedRun,
  run: SweepRun,
  { input, options, host }: Work & { options: RunOptions & SweepOptions },
  notebook: Notebook,
): Promise<Partial<SweepRun>> {
  const startMs = host.clock.monotonicMs();
  try {
    const own = await options.forRun?.(run);
    const given = { ...givenOptions(planned.given), output: asTemplate(planned.output) };
    const observers = [...(options.observers ?? []), ...(own?.observers ?? [])];
    const onOutput: RunOptions['onOutput'] = (...told) => {
      options.onOutput?.(...told);
      own?.onOutput?.(...told);
    };
    const all = { ...options, ...given, observers, onOutput, throwOnError: false };
    const ended = summary(await runNotebook({ ...notebook, path: input }, all, host));
    return options.prepareOnly ? { ...ended, status: 'prepared' } : ended;
  } catch (error) {
    const reason = isOctavoError(error) ? error.message : String((error as Error).stack ?? error);
    return { status: 'failed', exitCode: 1, durationMs: host.clock.monotonicMs() - startMs, reason, output: undefined };
  }
}

function summary(result: RunResult): Partial<SweepRun> {
  const { status, exitCode, durationMs, runId, error, writeError, output, resumed = false } = result;
  const reason = error ? (error.cause?.message ?? formatFailure(error, result.input)) : writeError?.message;
  const why = exitCode === 0 ? undefined : (reason ?? `it ended as ${status} (exit code ${exitCode})`);
  return { status, exitCode, durationMs, runId, error, output, resumed, reason: why };
}

function endingOf(runs: readonly SweepRun[], signal: AbortSignal | undefined): Ending {
  const isWhole = runs.every(
    (run) => run.exitCode !== undefined && !['interrupted', 'terminated'].includes(run.status),
  );
  if (signal?.aborted && !isWhole) return endingOfReason(signal.reason);
  return runs.some(hasFailed) ? 'failed' : 'completed';
}

function asPoint(values: SweepValues): SweepPoint {
  if (values instanceof Map) return values;
  return new Map(Object.entries(values).map(([name, value]) => [name, { value }]));
}
