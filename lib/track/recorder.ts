// Generated from notebooks/60_track/10_recorder.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 60100003 60100004 60100005 60100007 60100008 60100009 60100010 60100012 60100021 60100013 60100014 60100016

// %% notebooks/60_track/10_recorder.ipynb#60100003 9d4e4a5b
import { dirname, resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { isOctavoError } from '../errors/index.ts';
import { type Host, nodeHost } from '../host/host.ts';
import { findProject } from '../host/project.ts';
import { mlflowStatusOf } from '../run/ending.ts';
import type { RunContribution, RunEvent, RunObserver, RunResult } from '../run/observer.ts';
import { isFilePlace, placeFolder, placeName, placePath } from '../run/places.ts';
import { activeRun } from './active-run.ts';
import { flattenParameters } from './limits.ts';
import { defaultStorePath, storeUri } from './location.ts';
import { sweepLostRuns } from './lost.ts';
import { experimentName, isTracking, recordedPath, trackingPolicy } from './policy.ts';
import { gitTags, originTags, userName } from './provenance.ts';
import { copyArtifact, writeArtifact } from './store/artifacts.ts';
import { ensureExperiment } from './store/experiments.ts';
import { hasRun } from './store/require-run.ts';
import { createRun, endRun } from './store/runs.ts';
import { setTags } from './store/tags.ts';
import { createSweepRecords, type OpenSweep } from './sweep-record.ts';
import { openStoreFile, type TrackingStore } from './store/tracking-store.ts';

// %% notebooks/60_track/10_recorder.ipynb#60100004 78a72488
/** How runs are recorded. */
export interface RecorderOptions {
  store?: string | undefined; // tracking URI or path; default: MLFLOW_TRACKING_URI, else the project's store
  experiment?: string | undefined; // default: the name of the notebook's folder
  policy?: string | undefined; // off, local or ci; default: OCTAVO_TRACK, else package.json, else local
  tags?: Record<string, string> | undefined; // more tags for every run
  onWarning?: ((message: string) => void) | undefined; // default: a line on stderr
}

// %% notebooks/60_track/10_recorder.ipynb#60100005 7afd5259
/** A run that was recorded when it started, until it ends. @internal */
export interface OpenRun {
  id: string;
  storePath: string;
  input: string;
  settled: Promise<unknown>; // what is still being found out about its origin
}

// %% notebooks/60_track/10_recorder.ipynb#60100007 32d9d3ea
/** @internal */
export type RunStarted = Extract<RunEvent, { type: 'run-started' }>;

/** Writes the run down as it starts. @internal */
export async function recordStart(
  event: RunStarted,
  options: RecorderOptions,
  host: Host,
  sweep?: OpenSweep, // that the run is one of
): Promise<{ run: OpenRun; experimentId: string }> {
  const notebook = placePath(event.input, host.cwd()); // of a notebook on a server: one of its name in the caller's folder
  const { root } = findProject(dirname(notebook));
  const storePath = defaultStorePath(options.store, dirname(notebook), host);
  const store = openStoreFile(storePath);
  try {
    if (!sweep) await sweepLostRuns(store);
    const experiment = ensureExperiment(store, options.experiment ?? experimentName(notebook, host));
    const parameters = { ...event.defaults, ...event.parameters };
    const parent = sweep ?? activeRun(host);
    const path = isFilePlace(event.input) ? recordedPath(notebook, root) : event.input;
    const origin = originTags({
      name: path,
      kind: 'NOTEBOOK',
      notebook: path,
      output: event.output && recordedOutput(event.output, host),
      kernel: event.kernel,
      engine: event.engine,
      seed: event.seed,
      parentId: parent && hasRun(store, parent.id) ? parent.id : undefined,
    });
    const id = createRun(store, {
      experiment,
      name: placeName(event.input).replace(/\.ipynb$/, ''),
      user: userName(host),
      startedAt: event.startedAt,
      tags: { ...origin, ...options.tags },
      parameters: flattenParameters(parameters),
    });
    writeArtifact(store, id, 'config.json', `${JSON.stringify(parameters, undefined, 2)}\n`);
    const run = {
      id,
      storePath,
      input: event.input,
      settled: recordGitState(storePath, id, sweep?.git ?? gitTags(dirname(notebook))),
    };
    return { run, experimentId: experiment.id };
  } finally {
    store.close();
  }
}

// %% notebooks/60_track/10_recorder.ipynb#60100008 e0245dc5
/** Where the executed notebook goes: an absolute path, or the URI of a place that is no file of this machine. @internal */
export function recordedOutput(output: string, host: Host): string {
  return isFilePlace(output) ? resolve(host.cwd(), output) : output;
}

// %% notebooks/60_track/10_recorder.ipynb#60100009 1bb348bf
/** Adds the git tags while the kernel starts. Never rejects: a run without them is still a record. @internal */
export async function recordGitState(
  storePath: string,
  runId: string,
  asked: Promise<Record<string, string>>,
): Promise<void> {
  try {
    const tags = await asked;
    if (Object.keys(tags).length > 0) withStore(storePath, (store) => setTags(store, runId, tags));
  } catch {
    // The store had its chance to complain when the run was made.
  }
}

// %% notebooks/60_track/10_recorder.ipynb#60100010 2f473273
/** Opens a store for one piece of work. @internal */
export function withStore<Result>(path: string, work: (store: TrackingStore) => Result): Result {
  const store = openStoreFile(path);
  try {
    return work(store);
  } finally {
    store.close();
  }
}

// %% notebooks/60_track/10_recorder.ipynb#60100012 33fedadc
/** Writes down how the run ended, and keeps the executed notebook and the error. @internal */
export async function recordEnd(run: OpenRun, result: RunResult, endedAt: Date, host: Host): Promise<void> {
  await run.settled;
  const error = result.error && `${result.error.ename}: ${result.error.evalue}`;
  const copied = result.output !== undefined && isFilePlace(result.output) ? result.output : undefined;
  const executed = copied === undefined ? await formatExecuted(result) : undefined;
  withStore(run.storePath, (store) => {
    endRun(store, run.id, {
      status: mlflowStatusOf(result.status, result.exitCode),
      endedAt,
      tags: {
        'octavo.status': result.status,
        'octavo.exit_code': String(result.exitCode),
        ...(result.output ? { 'octavo.output': recordedOutput(result.output, host) } : {}),
        ...(error ? { 'octavo.error': error.slice(0, 1000) } : {}),
        ...errorPlace(result),
      },
    });
    if (error) writeArtifact(store, run.id, 'error.txt', errorText(error, result.error?.traceback ?? []));
    const name = `notebook/${placeName(run.input)}`;
    if (executed !== undefined) writeArtifact(store, run.id, name, executed);
    else if (copied !== undefined) copyArtifact(store, run.id, resolve(host.cwd(), copied), name);
  });
}

// %% notebooks/60_track/10_recorder.ipynb#60100021 4dd47363
/** Tags that say in which cell, and on which line of it, a run failed; none where no cell is to blame. @internal */
export function errorPlace(result: RunResult): Record<string, string> {
  const cell = result.error?.cell;
  if (!cell) return {};
  return {
    'octavo.error.cell': cell.id,
    ...(cell.line === undefined ? {} : { 'octavo.error.line': String(cell.line) }),
  };
}

// %% notebooks/60_track/10_recorder.ipynb#60100013 aa46dd8a
/** The traceback without colours, under a line that says what happened. @internal */
export function errorText(error: string, traceback: string[]): string {
  return `${stripVTControlCharacters([error, '', ...traceback].join('\n')).trimEnd()}\n`;
}

// %% notebooks/60_track/10_recorder.ipynb#60100014 fb99e450
/** The text of an executed notebook that is no file of this machine. @internal */
export async function formatExecuted(result: RunResult): Promise<string> {
  const { formatNotebook } = await import('../notebook/index.ts');
  return formatNotebook(result.notebook);
}

// %% notebooks/60_track/10_recorder.ipynb#60100016 ac5cf87d
/** An observer that records runs. A run started within another becomes nested in it. Throws `track-policy` for an unknown policy. */
export function recorder(options: RecorderOptions = {}, host: Host = nodeHost): RunObserver {
  const warn = options.onWarning ?? ((message) => void process.stderr.write(`octavo: ${message}\n`));
  const open = new Map<string, OpenRun>();
  const sweeps = createSweepRecords(options, host);
  const isOff = (input: string) => {
    const { root } = findProject(placeFolder(input, host.cwd()));
    return !isTracking(trackingPolicy(options.policy, root, host), host.env);
  };
  trackingPolicy(options.policy, findProject(host.cwd()).root, host);
  const start = async (event: RunStarted): Promise<RunContribution> => {
    if (isOff(event.input)) return { env: { OCTAVO_TRACK: 'off' } };
    const { run, experimentId } = await recordStart(event, options, host, sweeps.find(event.parentRunId));
    open.set(run.id, run);
    const env = {
      MLFLOW_RUN_ID: run.id,
      MLFLOW_TRACKING_URI: storeUri(run.storePath),
      MLFLOW_EXPERIMENT_ID: experimentId,
      OCTAVO_TRACK: 'local',
    };
    return { runId: run.id, env };
  };
  const finish = async (result: RunResult, endedAt: Date): Promise<void> => {
    const run = result.runId === undefined ? undefined : open.get(result.runId);
    if (!run) return;
    open.delete(run.id);
    await recordEnd(run, result, endedAt, host);
  };
  return async (event) => {
    try {
      if (event.type === 'sweep-started' && !isOff(event.input)) return { runId: await sweeps.start(event) };
      if (event.type === 'sweep-finished') await sweeps.finish(event);
      if (event.type === 'run-started') return await start(event);
      if (event.type === 'run-finished') await finish(event.result, event.endedAt);
    } catch (error) {
      const reason = isOctavoError(error) ? error.message : String((error as Error).stack ?? error);
      warn(`the run is not fully recorded: ${reason}`);
      if (event.type === 'run-started') return { env: { OCTAVO_TRACK: 'off' } };
    }
    return undefined;
  };
}
