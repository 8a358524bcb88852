// Generated from notebooks/60_track/16_run_table.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 60160003 60160005 60160006 60160008 60160009 60160012 60160013

// %% notebooks/60_track/16_run_table.ipynb#60160003 f176c565
import { readableDuration, readableMoment, readableNumber, readableText } from './readable.ts';
import { descendantIds, type RunRecord, readRuns } from './run-record.ts';
import { type RunSearch, searchRuns } from './search.ts';
import type { TrackingStore } from './store/tracking-store.ts';

// %% notebooks/60_track/16_run_table.ipynb#60160005 6d64fc88
/** Runs for a list: every run with its depth, nested ones after the run they are nested in. Throws what `searchRuns` throws. */
export function listRuns(store: TrackingStore, search: RunSearch = {}): { run: RunRecord; depth: number }[] {
  const isFlat = search.status !== undefined || search.parentId !== undefined;
  const found = searchRuns(store, isFlat ? search : { ...search, parentId: null }).runs;
  const nested = isFlat
    ? []
    : descendantIds(
        store,
        found.map((run) => run.id),
      );
  return runTree([...found, ...readRuns(store, nested)]);
}

// %% notebooks/60_track/16_run_table.ipynb#60160006 dd1efc97
/** Puts nested runs after the run that they are nested in, where that is among them; the order is kept otherwise. */
export function runTree(runs: RunRecord[]): { run: RunRecord; depth: number }[] {
  const ids = new Set(runs.map((run) => run.id));
  const placed = new Set<string>();
  const place = (run: RunRecord, depth: number): { run: RunRecord; depth: number }[] => {
    if (placed.has(run.id)) return [];
    placed.add(run.id);
    return [
      { run, depth },
      ...runs.filter((child) => child.parentId === run.id).flatMap((child) => place(child, depth + 1)),
    ];
  };
  const roots = runs.filter((run) => run.parentId === undefined || !ids.has(run.parentId));
  return [...roots, ...runs].flatMap((run) => place(run, 0)); // the second time for runs that are nested in each other
}

// %% notebooks/60_track/16_run_table.ipynb#60160008 55e1591e
/** What the columns of `runRows` are called. */
export const runColumns = ['run', 'name', 'experiment', 'status', 'started', 'duration', 'parameters', 'metrics'];

// %% notebooks/60_track/16_run_table.ipynb#60160009 9929b603
/** A line of words for each run; parameters and metrics are cut to a width in characters. */
export function runRows(runs: { run: RunRecord; depth: number }[], { width = 40 } = {}): string[][] {
  return runs.map(({ run, depth }) => [
    run.id.slice(0, 8),
    depth === 0 ? run.name : `${'  '.repeat(depth - 1)}└ ${run.name}`,
    run.experiment,
    run.ending,
    readableMoment(run.startedAt),
    readableDuration(run.durationMs),
    readableText(_pairs(run.parameters, _shortValue), width),
    readableText(
      _pairs(run.metrics, (metric) => readableNumber(metric.value)),
      width,
    ),
  ]);
}

/** Of a long path, the end says more than the beginning. */
function _shortValue(value: string): string {
  const line = Array.from(value);
  return line.length > 20 && /[/\\]/.test(value) ? `…${line.slice(-19).join('')}` : readableText(value, 20);
}

function _pairs<Value>(values: Record<string, Value>, text: (value: Value) => string): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${text(value)}`)
    .join(' ');
}

// %% notebooks/60_track/16_run_table.ipynb#60160012 974156c4
/** One thing that runs are compared by. */
export interface ComparedRow {
  kind: 'run' | 'parameter' | 'metric';
  name: string;
  values: (string | number | undefined)[]; // in the order of the runs; undefined where a run has none
  differs: boolean;
}

// %% notebooks/60_track/16_run_table.ipynb#60160013 711d08af
/** Lines runs up by their status, parameters and latest metrics. */
export function compareRuns(runs: RunRecord[]): ComparedRow[] {
  const row = (
    kind: ComparedRow['kind'],
    name: string,
    of: (run: RunRecord) => string | number | undefined,
  ): ComparedRow => {
    const values = runs.map(of);
    return { kind, name, values, differs: values.some((value) => !Object.is(value, values[0])) };
  };
  const names = (of: (run: RunRecord) => object) => [...new Set(runs.flatMap((run) => Object.keys(of(run))))].sort();
  return [
    row('run', 'name', (run) => run.name),
    row('run', 'experiment', (run) => run.experiment),
    row('run', 'status', (run) => run.ending),
    row('run', 'duration', (run) => readableDuration(run.durationMs)),
    ...names((run) => run.parameters).map((name) => row('parameter', name, (run) => run.parameters[name])),
    ...names((run) => run.metrics).map((name) => row('metric', name, (run) => run.metrics[name]?.value)),
  ];
}
