// Generated from notebooks/60_track/10_recorder.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 60100003 60100004 60100005 60100007 60100008 60100009 60100010 60100012 60100021 60100013 60100014 60100016

// %% notebooks/60_track/10_recorder.ipynb#60100003 029abfb1
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
import { createPatience, type Patiently, shortWaitMs } from './store/patience.ts';
import { createRun, endRun } from './store/runs.ts';
import { setTags } from './store/tags.ts';
import { createSweepRecords, type OpenSweep } from './sweep-record.ts';
import { openStoreFile, type TrackingStore } from './store/tracking-store.ts';

// %% notebooks/60_track/10_recorder.ipynb#60100004 7c1d98e7
/** How runs are recorded. */
export interface RecorderOptions {
  store?: string | undefined; // tracking URI or path; default: MLFLOW_TRACKING_URI, else the project's store
  experiment?: string | undefined; // default: the name of the notebook's folder
  policy?: string | undefined; // off, local or ci; default: OCTAVO_TRACK, else package.json, else local
  tags?: Record<string, string> | undefined; // more tags for every run
  onWarning?: ((message: string) => void) | undefined; // default: a line on stderr
  signal?: AbortSignal | undefined; // that stops the run: a store that another process holds is then waited for 5 s, not 20
  killSignal?: AbortSignal | undefined; // such a store is not waited for any more
}

// %% notebooks/60_track/10_recorder.ipynb#60100005 7ea756fe
/** A run that was recorded when it started, until it ends. @internal */
export interface OpenRun {
  id: string;
  storePath: string;
  input: string;
  unsaved: Promise<Record<string, string>>; // tags that the store could not take yet; known when git has answered
}

// %% notebooks/60_track/10_recorder.ipynb#60100007 56b9ad1c
/** @internal */
export type RunStarted = Extract<RunEvent, { type: 'run-started' }>;

/** Writes the run down as it starts. @internal */
export async function recordStart(
  event: RunStarted,
  options: RecorderOptions,
  host: Host,
  sweep?: OpenSweep, // that the run is one of
  patiently: Patiently = createPatience(),
): Promise<{ run: OpenRun; experimentId: string }> {
  const notebook = placePath(event.input, host.cwd()); // of a notebook on a server: one of its name in the caller's folder
  const { root } = findProject(dirname(notebook));
  const storePath = defaultStorePath(options.store, dirname(notebook), host);
  const store = await patiently(() => openForRun(storePath));
  try {
    if (!sweep) await sweepLostRuns(store, patiently);
    const name = options.experiment ?? experimentName(notebook, host);
    const experiment = await patiently(() => ensureExperiment(store, name));
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
      parentId: parent && (await patiently(() => hasRun(store, parent.id))) ? parent.id : undefined,
    });
    const id = await patiently(() =>
      createRun(store, {
        experiment,
        name: placeName(event.input).replace(/\.ipynb$/, ''),
        user: userName(host),
        startedAt: event.startedAt,
        tags: { ...origin, ...options.tags },
        parameters: flattenParameters(parameters),
      }),
    );
    await patiently(() => writeArtifact(store, id, 'config.json', `${JSON.stringify(parameters, undefined, 2)}\n`));
    const run = {
      id,
      storePath,
      input: event.input,
      unsaved: recordGitState(storePath, id, sweep?.git ?? gitTags(dirname(notebook)), options.signal),
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

// %% notebooks/60_track/10_recorder.ipynb#60100009 42d9ab9b
/** Adds the git tags while the kernel starts. Never rejects; returns the tags when the store is held, for the run's end to write. */
export async function recordGitState(
  storePath: string,
  runId: string,
  asked: Promise<Record<string, string>>,
  signal?: AbortSignal, // the end of the run must not wait for this
): Promise<Record<string, string>> {
  const tags = await asked.catch(() => ({}));
  try {
    const patiently = createPatience({ signal, afterStopMs: 0 });
    if (Object.keys(tags).length > 0) {
      await withStore(storePath, (store) => patiently(() => setTags(store, runId, tags)), patiently);
    }
    return {};
  } catch {
    return tags; // the store had its chance to complain when the run was made
  }
}

// %% notebooks/60_track/10_recorder.ipynb#60100010 bad4a18a
/** Opens the store for a process that has a kernel to listen to: it does not stand still while another one holds the store. @internal */
export function openForRun(path: string): TrackingStore {
  return openStoreFile(path, { busyTimeoutMs: shortWaitMs });
}

/** Opens a store for one piece of work. @internal */
export async function withStore<Result>(
  path: string,
  work: (store: TrackingStore) => Result | Promise<Result>,
  patiently: Patiently = createPatience(),
): Promise<Result> {
  const store = await patiently(() => openForRun(path));
  try {
    return await work(store);
  } finally {
    store.close();
  }
}

// %% notebooks/60_track/10_recorder.ipynb#60100012 544e3412
/** Writes down how the run ended, and keeps the executed notebook and the error. @internal */
export async function recordEnd(
  run: OpenRun,
  result: RunResult,
  endedAt: Date,
  host: Host,
  patiently: Patiently = createPatience(),
): Promise<void> {
  const unsaved = await run.unsaved;
  const error = result.error && `${result.error.ename}: ${result.error.evalue}`;
  const copied = result.output !== undefined && isFilePlace(result.output) ? result.output : undefined;
  const executed = copied === undefined ? await formatExecuted(result) : undefined;
  const end = {
    status: mlflowStatusOf(result.status, result.exitCode),
    endedAt,
    tags: {
      ...unsaved,
      'octavo.status': result.status,
      'octavo.exit_code': String(result.exitCode),
      ...(result.output ? { 'octavo.output': recordedOutput(result.output, host) } : {}),
      ...(error ? { 'octavo.error': error.slice(0, 1000) } : {}),
      ...errorPlace(result),
    },
  };
  const keep = (store: TrackingStore) => {
    if (error) writeArtifact(store, run.id, 'error.txt', errorText(error, result.error?.traceback ?? []));
    const name = `notebook/${placeName(run.input)}`;
    if (executed !== undefined) writeArtifact(store, run.id, name, executed);
    else if (copied !== undefined) copyArtifact(store, run.id, resolve(host.cwd(), copied), name);
  };
  const record = async (store: TrackingStore) => {
    await patiently(() => endRun(store, run.id, end));
    await patiently(() => keep(store));
  };
  await withStore(run.storePath, record, patiently);
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

// %% notebooks/60_track/10_recorder.ipynb#60100016 fe9a1062
/** Whether the executed notebook will tell the store how the run ended, once it can be written. */
function _isLeftForLater(event: RunEvent, error: unknown): boolean {
  const isPassing = isOctavoError(error) && ['track-store-locked', 'track-store-full'].includes(error.code);
  return isPassing && event.type === 'run-finished' && isFilePlace(event.result.output ?? '-');
}

const _later = '; later octavo runs list writes down how it ended';

/** An observer that records runs. A run started within another becomes nested in it. Throws `track-policy` for an unknown policy. */
export function recorder(options: RecorderOptions = {}, host: Host = nodeHost): RunObserver {
  const warn = options.onWarning ?? ((message) => void process.stderr.write(`octavo: ${message}\n`));
  const open = new Map<string, OpenRun>();
  const { signal, killSignal } = options;
  const onWait = (error: Error) => warn(`${error.message}; waiting for it (Ctrl-C twice ends this)`);
  const patience = () => createPatience({ signal, killSignal, onWait });
  const sweeps = createSweepRecords(options, host, patience);
  const isOff = (input: string) => {
    const { root } = findProject(placeFolder(input, host.cwd()));
    return !isTracking(trackingPolicy(options.policy, root, host), host.env);
  };
  trackingPolicy(options.policy, findProject(host.cwd()).root, host);
  const start = async (event: RunStarted): Promise<RunContribution> => {
    if (isOff(event.input)) return { env: { OCTAVO_TRACK: 'off' } };
    const { run, experimentId } = await recordStart(event, options, host, sweeps.find(event.parentRunId), patience());
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
    await recordEnd(run, result, endedAt, host, patience());
  };
  return async (event) => {
    try {
      if (event.type === 'sweep-started' && !isOff(event.input)) return { runId: await sweeps.start(event) };
      if (event.type === 'sweep-finished') await sweeps.finish(event);
      if (event.type === 'run-started') return await start(event);
      if (event.type === 'run-finished') await finish(event.result, event.endedAt);
    } catch (error) {
      const reason = isOctavoError(error) ? error.message : String((error as Error).stack ?? error);
      warn(`the run is not fully recorded: ${reason}${_isLeftForLater(event, error) ? _later : ''}`);
      if (event.type === 'run-started') return { env: { OCTAVO_TRACK: 'off' } };
    }
    return undefined;
  };
}
