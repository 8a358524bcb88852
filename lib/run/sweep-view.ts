// Generated from notebooks/40_run/25_sweep_view.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 40310003 40310004 40310006 40310007 40310010

// %% notebooks/40_run/25_sweep_view.ipynb#40310003 9fd0bd08
import type { JsonObject, JsonValue } from '../notebook/json/index.ts';
import { formatDuration } from './progress.ts';
import { hasFailed, type SweepRun } from './sweep/sweep-result.ts';

// %% notebooks/40_run/25_sweep_view.ipynb#40310004 af573b5e
/** The values of one run, for people: `lr=0.1 optimizer=adam`. */
export function formatValues(parameters: JsonObject): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${name}=${formatValue(value)}`)
    .join(' ');
}

/** One value, cut to what a line can hold. */
export function formatValue(value: JsonValue | undefined): string {
  const text = typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}

// %% notebooks/40_run/25_sweep_view.ipynb#40310006 7b6d8dd1
/** The bar of a sweep, on one line: `[#####---------------] 12 of 50  2 running  1 failed  3.4 a second  11 s left`. */
export function sweepBar(runs: readonly SweepRun[], elapsedMs: number, columns: number): string {
  const width = 20;
  const ended = runs.filter((run) => run.exitCode !== undefined);
  const failed = ended.filter(hasFailed).length;
  const running = runs.filter((run) => run.status === 'running').length;
  const made = ended.filter((run) => !run.resumed).length; // what was found finished took no time
  const done = Math.floor((ended.length / Math.max(1, runs.length)) * width);
  const left = made > 0 ? (elapsedMs / made) * (runs.length - ended.length) : undefined;
  const parts = [
    `[${'#'.repeat(done)}${'-'.repeat(width - done)}] ${ended.length} of ${runs.length}`,
    running > 0 ? `${running} running` : '',
    failed > 0 ? `${failed} failed` : '',
    made > 1 ? formatRate(made, elapsedMs) : '',
    left === undefined || running === 0 ? formatDuration(elapsedMs) : `${formatDuration(left)} left`,
  ];
  return parts
    .filter((part) => part !== '')
    .join('  ')
    .slice(0, columns - 1);
}

/** How quickly runs end. */
export function formatRate(runs: number, elapsedMs: number): string {
  const perSecond = runs / (elapsedMs / 1000);
  return perSecond >= 0.2 ? `${perSecond.toFixed(1)} a second` : `${(perSecond * 60).toFixed(1)} a minute`;
}

// %% notebooks/40_run/25_sweep_view.ipynb#40310007 3a88ffc5
/** One line for a run that has ended: `run 3 of 50: lr=0.1 completed (0.4 s)`. */
export function sweepLine(run: SweepRun, total: number): string {
  const { index, parameters, status, durationMs, resumed, reason } = run;
  const values = formatValues(parameters);
  const how = resumed ? 'had finished before' : `${status} (${formatDuration(durationMs)})`;
  return `run ${index} of ${total}: ${values}${values && ' '}${how}${reason ? `: ${reason.split('\n')[0]}` : ''}`;
}

// %% notebooks/40_run/25_sweep_view.ipynb#40310010 3c9a5da1
/** The table of a sweep: titles, and rows of texts. */
export interface SweepTable {
  header: string[];
  rows: string[][];
  left: number; // runs that have no row
}

export const mostRows = 100;
export const mostMetrics = 5;

/** Lays the runs of a sweep out. `metrics` are the last values of what runs logged, by run id. */
export function sweepTable(
  runs: readonly SweepRun[],
  names: readonly string[],
  metrics: ReadonlyMap<string, Readonly<Record<string, number>>> = new Map(),
): SweepTable {
  const shown =
    runs.length <= mostRows
      ? runs
      : [...runs].sort((a, b) => Number(hasFailed(b)) - Number(hasFailed(a))).slice(0, mostRows);
  const of = (run: SweepRun) => (run.runId === undefined ? {} : (metrics.get(run.runId) ?? {}));
  const logged = [...new Set(shown.flatMap((run) => Object.keys(of(run))))].slice(0, mostMetrics);
  const number = (value: number | undefined) => (value === undefined ? '' : String(Number(value.toPrecision(5))));
  const rows = shown.map((run) => [
    String(run.index),
    ...names.map((name) => formatValue(Object.hasOwn(run.parameters, name) ? run.parameters[name] : undefined)),
    run.resumed ? 'resumed' : run.status,
    run.exitCode === undefined ? '' : formatDuration(run.durationMs),
    ...logged.map((name) => number(of(run)[name])),
    run.output ?? '',
  ]);
  return { header: ['run', ...names, 'status', 'time', ...logged, 'output'], rows, left: runs.length - shown.length };
}

/** `48 completed, 2 failed`. */
export function formatCounts(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([word, count]) => `${count} ${word}`)
    .join(', ');
}
