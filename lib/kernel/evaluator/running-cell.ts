import { AsyncLocalStorage } from 'node:async_hooks';
import type { CellPlace } from './protocol.ts';

/** One execution of a cell. It outlives the cell's end: timers it started still belong to it. */
export interface RunningCell {
  readonly request: number;
  readonly executionCount: number;
  readonly silent: boolean;
  readonly place: CellPlace;
  readonly folder: string; // absolute: where its relative imports start
  ended: boolean;
  interrupted: boolean;
  stopping: AbortController | undefined; // made when the cell's code asks for its signal
  fail: (error: unknown) => void; // ends it from outside: an interrupt, or an error that nothing awaits
}

const cells = new AsyncLocalStorage<RunningCell>();
let current: RunningCell | undefined;
const listeners: ((cell: RunningCell | undefined) => void)[] = [];

/** Runs a function, and all that it starts, as part of a cell. */
export function runAsCell<Result>(cell: RunningCell, work: () => Result): Result {
  return cells.run(cell, work);
}

/** The cell that the code now running belongs to; what has lost its way home belongs to the cell in progress. */
export function callingCell(): RunningCell | undefined {
  return cells.getStore() ?? current;
}

export function currentCell(): RunningCell | undefined {
  return current;
}

export function setCurrentCell(cell: RunningCell | undefined): void {
  current = cell;
  for (const listener of listeners) listener(cell);
}

/** Has a function called at the start and the end of every cell. */
export function addCellListener(listener: (cell: RunningCell | undefined) => void): void {
  listeners.push(listener);
}
