import type { Schemas } from '../api/client.ts';
import { valueIn } from './columns.ts';

type Run = Schemas['Run'];

/** By which column, and which way, runs are sorted. */
export interface Order {
  column: string;
  ascending: boolean;
}

/** Compares runs as the server sorts them, so that a new run finds its place without asking for the whole list again. */
export function compareRuns(a: Run, b: Run, { column, ascending }: Order): number {
  const direction = ascending ? 1 : -1;
  const [left, right] = [sortValue(a, column), sortValue(b, column)];
  if (left === null || right === null) {
    if (left !== right) return left === null ? 1 : -1; // without a value: last, whichever way
  } else {
    const comparison = compareValues(left, right);
    if (comparison !== 0 && left !== right) return direction * comparison;
  }
  return direction * ((a.startedMs ?? 0) - (b.startedMs ?? 0));
}

/** Where in the sorted list a run belongs: after those that are equal when ascending, before them when not. */
export function placeFor(runs: readonly Run[], run: Run, order: Order): number {
  let [low, high] = [0, runs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const comparison = compareRuns(runs[middle] as Run, run, order);
    if (comparison < 0 || (comparison === 0 && order.ascending)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether a run may have to move when this version takes the place of that one. */
export function hasMoved(before: Run, after: Run, order: Order): boolean {
  return sortValue(before, order.column) !== sortValue(after, order.column) || before.startedMs !== after.startedMs;
}

function sortValue(run: Run, column: string): string | number | null {
  const [, group, name = ''] = /^(parameters|metrics|tags)\.(.+)$/s.exec(column) ?? [];
  if (group === 'metrics') {
    const value = valueIn(run.metrics, name)?.value;
    if (value === undefined || value === 'NaN') return null;
    return Number(value);
  }
  if (group === 'parameters') return valueIn(run.parameters, name) ?? null;
  if (group === 'tags') return valueIn(run.tags, name) ?? null;
  if (column === 'started') return run.startedMs;
  if (column === 'ended') return run.endedMs;
  if (column === 'duration') return run.durationMs;
  if (column === 'name') return run.name.toLowerCase();
  if (column === 'status') return run.ending;
  if (column === 'experiment') return run.experimentName.toLowerCase();
  return column === 'user' ? run.user.toLowerCase() : null;
}

/** Texts that are numbers are sorted as numbers, before all others. */
function compareValues(left: string | number, right: string | number): number {
  const [x, y] = [numberOf(left), numberOf(right)];
  if (x !== null && y !== null) return x - y;
  if (x !== null || y !== null) return x === null ? 1 : -1;
  return left < right ? -1 : 1;
}

function numberOf(value: string | number): number | null {
  if (typeof value === 'number') return value;
  return /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(value) ? Number(value) : null;
}
