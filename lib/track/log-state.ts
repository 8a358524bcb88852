// Generated from notebooks/60_track/13_log_state.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 60130003 60130004 60130005 60130007 60130009 60130010 60130011 60130012 60130014 60130015

// %% notebooks/60_track/13_log_state.ipynb#60130003 a4fd781e
import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { isOctavoError } from '../errors/index.ts';
import { type Host, nodeHost } from '../host/host.ts';
import { findProject } from '../host/project.ts';
import { inheritedMask, type Mask } from '../run/secrets/index.ts';
import { type ActiveRun, activeRun, setInteractiveRun } from './active-run.ts';
import { defaultStorePath } from './location.ts';
import { createMetricBuffer, type MetricBuffer } from './metric-buffer.ts';
import { experimentName, isTracking, recordedPath, trackingPolicy } from './policy.ts';
import { gitTags, originTags, userName } from './provenance.ts';
import { type Experiment, ensureExperiment } from './store/experiments.ts';
import { logMetrics, type MetricPoint } from './store/metrics.ts';
import { createRun, endRun } from './store/runs.ts';
import { setTags } from './store/tags.ts';
import { openStoreFile, type TrackingStore } from './store/tracking-store.ts';

// %% notebooks/60_track/13_log_state.ipynb#60130004 6e42b863
/** What a log remembers between calls. @internal */
export interface LogState {
  host: Host;
  isOn: boolean;
  stores: Map<string, TrackingStore>; // open ones, by path
  storePaths: Map<string, string>; // of runs that points were logged to
  nextSteps: Map<string, number>; // by run and metric
  openRuns: Map<string, ActiveRun>; // that this process must end
  buffer: MetricBuffer;
  mask: Mask; // of the run that this process is part of
  warned: Set<string>;
}

// %% notebooks/60_track/13_log_state.ipynb#60130005 c5ab4da0
/** A state with nothing in it, and a buffer that writes into the stores of its runs. Throws `track-policy`. @internal */
export function createLogState(host: Host = nodeHost): LogState {
  const { root } = findProject(host.cwd());
  const write = (runId: string, points: MetricPoint[]) => {
    const path = state.storePaths.get(runId);
    if (path) recording(state, () => logMetrics(openOnce(state, path), runId, points));
  };
  const complain = (error: unknown, points: MetricPoint[]) =>
    void process.stderr.write(
      `octavo: ${points.length} points of metrics are not recorded: ${(error as Error).message}\n`,
    );
  const state: LogState = {
    host,
    isOn: isTracking(trackingPolicy(undefined, root, host), host.env),
    stores: new Map(),
    storePaths: new Map(),
    nextSteps: new Map(),
    openRuns: new Map(),
    buffer: createMetricBuffer(write, complain),
    mask: inheritedMask(host.env, (path) => readFileSync(path, 'utf8')),
    warned: new Set(),
  };
  return state;
}

// %% notebooks/60_track/13_log_state.ipynb#60130007 9011b81f
/** Does a piece of recording; returns undefined after trouble with the store. @internal */
export function recording<Result>(state: LogState, work: () => Result): Result | undefined {
  try {
    return work();
  } catch (error) {
    const code = isOctavoError(error) ? error.code : 'other';
    const isTrouble = /^track-(store-(?!remote|uri)|artifact-unwritable)/.test(code);
    if (!isTrouble) throw error;
    if (!state.warned.has(code)) process.stderr.write(`octavo: not recorded: ${(error as Error).message}\n`);
    state.warned.add(code);
    return undefined;
  }
}

// %% notebooks/60_track/13_log_state.ipynb#60130009 e1b4b10e
/** The store at a path, opened once. @internal */
export function openOnce(state: LogState, path: string): TrackingStore {
  const store = state.stores.get(path) ?? openStoreFile(path);
  state.stores.set(path, store);
  return store;
}

// %% notebooks/60_track/13_log_state.ipynb#60130010 6098ef75
/** Makes a run that this process must end. @internal */
export function openRun(
  state: LogState,
  storePath: string,
  run: { experiment: Experiment; name: string; tags: Record<string, string> },
): ActiveRun {
  const user = userName(state.host);
  const id = createRun(openOnce(state, storePath), { ...run, user, startedAt: state.host.clock.now() });
  const active = { id, storePath };
  state.openRuns.set(id, active);
  return active;
}

// %% notebooks/60_track/13_log_state.ipynb#60130011 64f7fd8a
/** What logs: a notebook as Jupyter's server calls it, or a script; `interactive` where neither is known, as in a kernel. @internal */
export function logSource(
  session: string | undefined, // JPY_SESSION_NAME
  script = '', // absolute path of the program that Node runs
): { kind: 'NOTEBOOK' | 'LOCAL'; file: string } {
  if (session) return { kind: 'NOTEBOOK', file: session };
  const isKernel = /[\\/]node_modules[\\/]|[\\/]kernel[\\/]evaluator[\\/]/.test(script);
  return isKernel || script === '' ? { kind: 'NOTEBOOK', file: 'interactive' } : { kind: 'LOCAL', file: script };
}

/** The active run; where there is none, one is opened that ends with the process. @internal */
export function requireActiveRun(state: LogState): ActiveRun {
  const active = activeRun(state.host);
  if (active) return active;
  const { host } = state;
  const cwd = host.cwd();
  const source = logSource(host.env.JPY_SESSION_NAME, process.argv[1]);
  const storePath = defaultStorePath(undefined, cwd, host);
  const experimentPath = resolve(cwd, basename(source.file)); // a script belongs to the folder it is started in
  const experiment = ensureExperiment(openOnce(state, storePath), experimentName(experimentPath, host));
  const name = basename(source.file).replace(/\.(ipynb|[cm]?[jt]s)$/, '');
  const tags = originTags({
    name: source.kind === 'LOCAL' ? recordedPath(source.file, findProject(cwd).root) : source.file,
    kind: source.kind,
    notebook: host.env.JPY_SESSION_NAME,
  });
  const run = openRun(state, storePath, { experiment, name, tags });
  setInteractiveRun(run);
  gitTags(cwd)
    .then((found) => state.openRuns.has(run.id) && setTags(openOnce(state, storePath), run.id, found))
    .catch(() => undefined); // a run without the git state is still a record
  return run;
}

// %% notebooks/60_track/13_log_state.ipynb#60130012 61c2f2f8
/** Does a piece of recording in the active run, or nothing where nothing is recorded. @internal */
export function inRun<Result>(
  state: LogState,
  work: (store: TrackingStore, runId: string) => Result,
): Result | undefined {
  if (!state.isOn) return undefined;
  return recording(state, () => {
    const run = requireActiveRun(state);
    state.storePaths.set(run.id, run.storePath);
    return work(openOnce(state, run.storePath), run.id);
  });
}

// %% notebooks/60_track/13_log_state.ipynb#60130014 068b8b84
/** Ends a run that this process has opened, once. @internal */
export function closeRun(state: LogState, run: ActiveRun, status: 'FINISHED' | 'FAILED', ending: string): void {
  if (!state.openRuns.delete(run.id)) return;
  state.buffer.flush();
  const endedAt = state.host.clock.now();
  recording(state, () =>
    endRun(openOnce(state, run.storePath), run.id, { status, endedAt, tags: { 'octavo.status': ending } }),
  );
}

// %% notebooks/60_track/13_log_state.ipynb#60130015 9d9540e7
/** Ends what this process has opened. Synchronous: at the end of a process nothing else runs. @internal */
export function closeLog(state: LogState, exitCode: number): void {
  try {
    state.buffer.flush();
    for (const run of [...state.openRuns.values()].reverse()) {
      closeRun(state, run, exitCode === 0 ? 'FINISHED' : 'FAILED', exitCode === 0 ? 'completed' : 'exited');
    }
  } finally {
    for (const store of state.stores.values()) store.close();
    state.stores.clear();
  }
}
