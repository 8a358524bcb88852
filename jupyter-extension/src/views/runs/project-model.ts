import type { Changes } from '../api/changes.ts';
import type { OctavoClient, Schemas } from '../api/client.ts';
import { ask, type Problem } from '../api/problem.ts';
import { withNamesOf } from './columns.ts';

/** What the panel shows around its table. */
export interface ProjectSnapshot {
  project: Schemas['Project'] | undefined;
  experiments: readonly Schemas['Experiment'][] | undefined; // undefined until read
  columns: Schemas['Columns'] | undefined; // of the chosen experiment
  problem: Problem | undefined;
}

/** Reads the project, its experiments, and the names that parameters, metrics and tags have; fetches nothing while not shown. */
export function createProjectModel(client: OctavoClient, changes: Changes, pauseMs = 500) {
  const listeners = new Set<() => void>();
  let snapshot: ProjectSnapshot = {
    project: undefined,
    experiments: undefined,
    columns: undefined,
    problem: undefined,
  };
  let experiment: string | null = null;
  let isShown = false;
  let isBusy = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stale = { all: true, experiments: true, columns: true };

  function show(next: Partial<ProjectSnapshot>): void {
    snapshot = { ...snapshot, ...next };
    for (const listener of [...listeners]) listener();
  }

  function wake(): void {
    if (!isShown || isBusy || timer !== undefined) return;
    if (stale.all || stale.experiments || stale.columns) void read();
  }

  async function read(): Promise<void> {
    isBusy = true;
    const wanted = { ...stale };
    stale.all = stale.experiments = stale.columns = false;
    const of = experiment;
    const query = of === null ? {} : { experiment: of };
    const [project, experiments, columns] = await Promise.all([
      wanted.all ? ask(client.GET('/api/octavo/project')) : null,
      wanted.all || wanted.experiments ? ask(client.GET('/api/octavo/experiments')) : null,
      wanted.all || wanted.columns ? ask(client.GET('/api/octavo/columns', { params: { query } })) : null,
    ]);
    isBusy = false;
    const problem = project?.problem ?? experiments?.problem ?? columns?.problem;
    if (of !== experiment) stale.columns = true;
    show({
      ...(project?.data ? { project: project.data } : {}),
      ...(experiments?.data ? { experiments: experiments.data.experiments } : {}),
      ...(columns?.data && of === experiment ? { columns: columns.data } : {}),
      problem,
    });
    // A thousand changes a second are read at most twice a second; after a problem the table's retry asks again.
    timer = setTimeout(() => {
      timer = undefined;
      wake();
    }, pauseMs);
  }

  const stopListening = changes.onChange((change) => {
    if (change === 'all' || change.isPartial) stale.all = true;
    else if (change.experiments) {
      stale.experiments = true;
      stale.all ||= snapshot.project?.storeState !== 'ready';
    }
    wake();
  });

  return {
    snapshot: () => snapshot,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    setShown: (next: boolean) => {
      isShown = next;
      wake();
    },
    setExperiment: (next: string | null) => {
      if (next === experiment) return;
      experiment = next;
      stale.columns = true;
      clearTimeout(timer);
      timer = undefined;
      wake();
    },
    /** Learns the names that runs brought with them, without asking the server. */
    learn: (runs: readonly Schemas['Run'][]) => {
      if (!snapshot.columns) return;
      const columns = withNamesOf(snapshot.columns, runs);
      if (columns !== snapshot.columns) show({ columns });
    },
    retry: () => {
      stale.all = true;
      clearTimeout(timer);
      timer = undefined;
      wake();
    },
    dispose: () => {
      stopListening();
      clearTimeout(timer);
      isShown = false;
      listeners.clear();
    },
  };
}

export type ProjectModel = ReturnType<typeof createProjectModel>;
