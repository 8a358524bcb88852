import type { RunningCell } from './running-cell.ts';

type Listener = (hasFailed: boolean) => void;

const listeners = new WeakMap<RunningCell, Listener[]>();

/** Has a function called when a cell ends; not if it has ended already. */
export function whenCellEnds(cell: RunningCell | undefined, listener: Listener): void {
  if (!cell || cell.ended) return;
  listeners.set(cell, [...(listeners.get(cell) ?? []), listener]);
}

/** Calls them, once; what one of them throws is its own affair. */
export function tellCellEnd(cell: RunningCell, hasFailed: boolean): void {
  const told = listeners.get(cell) ?? [];
  listeners.delete(cell);
  for (const listener of told) {
    try {
      listener(hasFailed);
    } catch {}
  }
}
