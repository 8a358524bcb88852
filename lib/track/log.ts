// Generated from notebooks/60_track/14_log.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 60140003 60140005 60140016 60140018 60140020 60140022 60140023 60140025 60140026 60140027

// %% notebooks/60_track/14_log.ipynb#60140003 513999e3
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { type Host, nodeHost } from '../host/host.ts';
import { withActiveRun } from './active-run.ts';
import { type Figure, figureFile } from './figure.ts';
import { checkName, flattenParameters, limits, parameterText } from './limits.ts';
import { closeLog, closeRun, createLogState, inRun, type LogState, openOnce, openRun, recording } from './log-state.ts';
import { originTags } from './provenance.ts';
import { artifactFolder, copyArtifact, writeArtifact } from './store/artifacts.ts';
import { experimentOfRun } from './store/experiments.ts';
import { checkMetric, nextStep } from './store/metrics.ts';
import { logParameters } from './store/parameters.ts';
import { setTags } from './store/tags.ts';

// %% notebooks/60_track/14_log.ipynb#60140005 8a45bccd
/** Where a point stands on its curve. */
export interface MetricOptions {
  step?: number | undefined; // an integer; default: the one after the last
  timestamp?: Date | number | undefined; // default: now
}

/** Records into the active run. Wrong names and values throw at once; trouble with the store is a warning, for the work must go on. */
export interface Log {
  readonly runId: string | undefined; // the active run's id; undefined where nothing is recorded
  metric: (name: string, value: number, options?: MetricOptions) => void;
  metrics: (values: Record<string, number>, options?: MetricOptions) => void;
  parameter: (name: string, value: unknown) => void; // throws track-parameter-changed
  parameters: (values: Record<string, unknown>) => void;
  tag: (name: string, value: unknown) => void;
  tags: (values: Record<string, unknown>) => void;
  artifact: (pathOrName: string, content?: string | Uint8Array) => void; // a file or folder to copy, or a name and its content
  figure: (name: string, figure: Figure) => void; // name.plotly.json, name.svg or name.png
  run: <Result>(name: string, work: () => Result | Promise<Result>) => Promise<Result>; // nested; may run side by side
  flush: () => void; // writes waiting metrics at once
}

// %% notebooks/60_track/14_log.ipynb#60140016 74d2096e
/** Checks points, all of them first, and lets them wait for the next write. @internal */
export function addMetrics(state: LogState, values: Record<string, number>, options: MetricOptions = {}): void {
  const timestampMs = Math.floor(Number(options.timestamp ?? state.host.clock.now()));
  for (const [name, value] of Object.entries(values))
    checkMetric({ name, value, step: options.step ?? 0, timestampMs });
  inRun(state, (store, runId) => {
    for (const [name, value] of Object.entries(values)) {
      const key = `${runId}/${name}`;
      const step = options.step ?? state.nextSteps.get(key) ?? nextStep(store, runId, name);
      state.nextSteps.set(key, step + 1);
      state.buffer.add(runId, { name, value, step, timestampMs });
    }
  });
}

// %% notebooks/60_track/14_log.ipynb#60140018 e3a94ab8
/** Records parameters, and keeps the long ones whole in `config.json`. @internal */
export function addParameters(state: LogState, values: Record<string, unknown>): void {
  for (const name of Object.keys(values)) checkName('parameter', name);
  inRun(state, (store, runId) => {
    logParameters(store, runId, state.mask.value(flattenParameters(values)));
    const long = Object.entries(values).filter(([, value]) => parameterText(value).length > limits.parameterValue);
    if (long.length === 0) return;
    const file = join(artifactFolder(store, runId), 'config.json');
    const config = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
    writeArtifact(
      store,
      runId,
      'config.json',
      `${state.mask.text(JSON.stringify({ ...config, ...Object.fromEntries(long) }, undefined, 2))}\n`,
    );
  });
}

// %% notebooks/60_track/14_log.ipynb#60140020 5c0735c8
/** Opens a run nested in the active one, does the work in it, and ends it as the work ended. @internal */
export async function runNested<Result>(
  state: LogState,
  name: string,
  work: () => Result | Promise<Result>,
): Promise<Result> {
  const nested = inRun(state, (store, parentId) => {
    const experiment = experimentOfRun(store, parentId);
    const shown = state.mask.text(name);
    const tags = originTags({ name: shown, kind: 'NOTEBOOK', parentId });
    return openRun(state, store.path, { experiment, name: shown, tags });
  });
  if (!nested) return work();
  try {
    const result = await withActiveRun(nested, work);
    closeRun(state, nested, 'FINISHED', 'completed');
    return result;
  } catch (error) {
    const text = stripVTControlCharacters(error instanceof Error ? (error.stack ?? String(error)) : String(error));
    recording(state, () => {
      const store = openOnce(state, nested.storePath);
      setTags(store, nested.id, { 'octavo.error': state.mask.text(String(error)).slice(0, 1000) });
      writeArtifact(store, nested.id, 'error.txt', `${state.mask.text(text)}\n`);
    });
    closeRun(state, nested, 'FAILED', 'failed');
    throw error;
  }
}

// %% notebooks/60_track/14_log.ipynb#60140022 ef8a5a8f
/** Keeps a file or folder of the machine, or content under a name. @internal */
export function addArtifact(state: LogState, pathOrName: string, content: string | Uint8Array | undefined): void {
  inRun(state, (store, runId) => {
    if (content === undefined) copyArtifact(store, runId, resolve(state.host.cwd(), pathOrName));
    else writeArtifact(store, runId, pathOrName, content);
  });
}

// %% notebooks/60_track/14_log.ipynb#60140023 87f981ca
/** Keeps a figure as the file that its kind asks for. @internal */
export function addFigure(state: LogState, name: string, figure: Figure): void {
  const file = figureFile(name, figure);
  addArtifact(state, file.name, file.content);
}

// %% notebooks/60_track/14_log.ipynb#60140025 19edf8f5
/** Sets tags; what is no text becomes JSON. @internal */
export function addTags(state: LogState, values: Record<string, unknown>): void {
  const texts = Object.entries(values).map(([name, value]) => [name, parameterText(value)]);
  inRun(state, (store, runId) => setTags(store, runId, state.mask.value(Object.fromEntries(texts))));
}

// %% notebooks/60_track/14_log.ipynb#60140026 6c7844e7
/** A log of its own, with the means to end it before the process does. Most programs want `log`. */
export function createLog(host: Host = nodeHost): Log & { close: (exitCode?: number) => void } {
  let made: LogState | undefined;
  const close = (exitCode = 0) => made && closeLog(made, exitCode);
  const state = () => {
    if (made) return made;
    process.once('exit', close);
    made = createLogState(host);
    return made;
  };
  return {
    get runId() {
      return inRun(state(), (_store, id) => id);
    },
    metric: (name, value, options) => addMetrics(state(), { [name]: value }, options),
    metrics: (values, options) => addMetrics(state(), values, options),
    parameter: (name, value) => addParameters(state(), { [name]: value }),
    parameters: (values) => addParameters(state(), values),
    tag: (name, value) => addTags(state(), { [name]: value }),
    tags: (values) => addTags(state(), values),
    artifact: (pathOrName, content) => addArtifact(state(), pathOrName, content),
    figure: (name, figure) => addFigure(state(), name, figure),
    run: (name, work) => runNested(state(), name, work),
    flush: () => made?.buffer.flush(),
    close,
  };
}

// %% notebooks/60_track/14_log.ipynb#60140027 645d69e9
/** The log of this process. */
export const log: Log = createLog();
