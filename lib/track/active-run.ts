// Generated from notebooks/60_track/08_active_run.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 60080003 60080004 60080006 60080007 60080008 60080009

// %% notebooks/60_track/08_active_run.ipynb#60080003 03bc2951
import { AsyncLocalStorage } from 'node:async_hooks';
import { type Host, nodeHost } from '../host/host.ts';
import { defaultStorePath } from './location.ts';

// %% notebooks/60_track/08_active_run.ipynb#60080004 e266c981
/** A run and the store that holds it. */
export interface ActiveRun {
  id: string;
  storePath: string; // absolute
}

// %% notebooks/60_track/08_active_run.ipynb#60080006 798427a4
/** The runs that this process is in: those of `log.run` by the chain of asynchronous calls, and the interactive one. @internal */
export function processRuns(): _ProcessRuns {
  const holder = globalThis as { [_key]?: _ProcessRuns };
  holder[_key] ??= { nested: new AsyncLocalStorage<ActiveRun>(), interactive: undefined, headless: new Map() };
  return holder[_key];
}

const _key = Symbol.for('octavo.track.runs');
type _ProcessRuns = {
  nested: AsyncLocalStorage<ActiveRun>;
  interactive: ActiveRun | undefined;
  headless: Map<string, ActiveRun>; // by the variables that named them, for the store's place is asked with every point
};

// %% notebooks/60_track/08_active_run.ipynb#60080007 a20c5a82
/** The run that this code is in: of `log.run`, else of MLFLOW_RUN_ID, else the interactive one; undefined when there is none. */
export function activeRun(host: Host = nodeHost): ActiveRun | undefined {
  const { nested, interactive, headless } = processRuns();
  const inner = nested.getStore();
  const id = host.env.MLFLOW_RUN_ID;
  if (inner || !id) return inner ?? interactive;
  const key = `${id} ${host.env.MLFLOW_TRACKING_URI}`;
  const run = headless.get(key) ?? { id, storePath: defaultStorePath(undefined, host.cwd(), host) };
  headless.set(key, run);
  return run;
}

// %% notebooks/60_track/08_active_run.ipynb#60080008 1ab3a622
/** Makes a run the active one of everything that `work` calls, now and later. @internal */
export function withActiveRun<Result>(run: ActiveRun, work: () => Result): Result {
  return processRuns().nested.run(run, work);
}

// %% notebooks/60_track/08_active_run.ipynb#60080009 d3026527
/** Makes a run the active one of the whole process, where nothing else says otherwise. @internal */
export function setInteractiveRun(run: ActiveRun | undefined): void {
  processRuns().interactive = run;
}
