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
  } else if (left !== right) return direction * compareValues(left, right);
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
  if (column === 'name') return run.name;
  if (column === 'status') return run.ending;
  if (column === 'experiment') return run.experimentName;
  return column === 'user' ? run.user : null;
}

function compareValues(left: string | number, right: string | number): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  const [first, second] = [String(left), String(right)];
  const [x, y] = [Number(first), Number(second)];
  if (first.trim() !== '' && second.trim() !== '' && !Number.isNaN(x) && !Number.isNaN(y) && x !== y) return x - y;
  return first < second ? -1 : 1;
}
