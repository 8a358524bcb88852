import type { JsonObject } from '../notebook/json/index.ts';
import { formatDuration } from '../run/progress.ts';
import type { SweepResult, SweepRun } from '../run/sweep/sweep-result.ts';
import { formatCounts, formatValue, mostRows, sweepTable } from '../run/sweep-view.ts';
import type { Io } from './command.ts';
import { formatTable } from './table.ts';

/** The last values of what runs logged, by run id. */
export type LoggedMetrics = ReadonlyMap<string, Readonly<Record<string, number>>>;

/** Prints the table of a sweep on stdout, and on stderr how it ended. */
export function reportSweep(result: SweepResult, metrics: LoggedMetrics, io: Io): void {
  io.out(sweepText(result.runs, result.names, metrics, io));
  const { status, counts, durationMs } = result;
  const isDone = counts.resumed === result.runs.length;
  io.err(`sweep ${status} in ${formatDuration(durationMs)}: ${formatCounts(counts)}${isDone ? '; nothing ran' : ''}\n`);
  if ((counts['not-run'] ?? 0) > 0 && status === 'failed') io.err('  try: --keep-going, to begin the others as well\n');
}

function sweepText(runs: readonly SweepRun[], names: readonly string[], metrics: LoggedMetrics, io: Io): string {
  const { header, rows, left } = sweepTable(runs, names, metrics);
  return fitted(header, rows, left, io);
}

/** The table of runs that have not begun; `resumed` where it was asked which have been done before. */
export function plannedText(
  runs: readonly { index: number; parameters: JsonObject; output: string; resumed?: boolean | undefined }[],
  names: readonly string[],
  io: Io,
): string {
  const isAsked = runs.some(({ resumed }) => resumed !== undefined);
  const rows = runs.slice(0, mostRows).map(({ index, parameters, output, resumed }) => {
    const values = names.map((name) => formatValue(Object.hasOwn(parameters, name) ? parameters[name] : undefined));
    return [String(index), ...values, ...(isAsked ? [resumed ? 'finished' : 'runs'] : []), output];
  });
  return fitted(['run', ...names, ...(isAsked ? ['--resume'] : []), 'output'], rows, runs.length - rows.length, io);
}

function fitted(header: string[], rows: string[][], left: number, io: Io): string {
  const table = formatTable(header, rows, {
    width: io.tableColumns,
    flexible: ['output'],
    optional: ['output', 'time'],
  });
  return left > 0 ? `${table}… and ${left} more\n` : table;
}

/** The machine-readable summary of a sweep. */
export function sweepSummary(result: SweepResult, metrics: LoggedMetrics): object {
  const { status, exitCode, input, runId, durationMs, parameters, names, counts } = result;
  return {
    ...{ status, exitCode, input, runId: runId ?? null, durationMs: Math.round(durationMs), parameters, names, counts },
    runs: result.runs.map((run) => runSummary(run, run.runId === undefined ? undefined : metrics.get(run.runId))),
  };
}

function runSummary(run: SweepRun, metrics: Readonly<Record<string, number>> | undefined): object {
  const { index, parameters, status, exitCode, durationMs, resumed, output, runId, error, reason } = run;
  const failure = error && { ename: error.ename, evalue: error.evalue, traceback: error.traceback, cell: error.cell };
  return {
    ...{ index, parameters, status, exitCode: exitCode ?? null, durationMs: Math.round(durationMs), resumed },
    ...{ output: output ?? null, runId: runId ?? null, metrics: metrics ?? {} },
    ...{ error: failure ?? null, reason: reason ?? null },
  };
}
