import type { ColumnId } from './columns.ts';
import type { Order } from './run-order.ts';

/** What the panel keeps over a reload: plain JSON. */
export interface RunsViewState {
  experiment: string | null; // id; null: all runs
  filter: string; // as typed
  statuses: string[]; // chosen beside it
  order: Order;
  columns: ColumnId[] | null; // after the name, in order; null: the default ones
  widths: Record<ColumnId, number>; // pixels, of columns that the person made wider or narrower
  closedFolders: string[]; // of the tree
  unfolded: string[]; // ids of runs whose nested ones are shown
  isTreeShown: boolean;
  treeWidth: number; // pixels
}

export const defaultRunsViewState: RunsViewState = {
  experiment: null,
  filter: '',
  statuses: [],
  order: { column: 'started', ascending: false },
  columns: null,
  widths: {},
  closedFolders: [],
  unfolded: [],
  isTreeShown: true,
  treeWidth: 220,
};

/** Reads a state that was saved, perhaps by another version: what is missing or of the wrong kind is as at first. */
export function restoredState(saved: unknown): RunsViewState {
  const first = defaultRunsViewState;
  if (typeof saved !== 'object' || saved === null) return first;
  const given = saved as Record<string, unknown>;
  const order = given.order as Partial<Order> | null | undefined;
  const numbers = Object.entries((given.widths as object | null) ?? {}).filter(([, width]) => Number.isFinite(width));
  return {
    experiment: typeof given.experiment === 'string' ? given.experiment : first.experiment,
    filter: typeof given.filter === 'string' ? given.filter : first.filter,
    statuses: areTexts(given.statuses) ? given.statuses : first.statuses,
    order:
      typeof order?.column === 'string' && typeof order.ascending === 'boolean'
        ? { column: order.column, ascending: order.ascending }
        : first.order,
    columns: areTexts(given.columns) ? [...new Set(given.columns)] : first.columns,
    widths: Object.fromEntries(numbers) as Record<ColumnId, number>,
    closedFolders: areTexts(given.closedFolders) ? given.closedFolders : first.closedFolders,
    unfolded: areTexts(given.unfolded) ? given.unfolded : first.unfolded,
    isTreeShown: typeof given.isTreeShown === 'boolean' ? given.isTreeShown : first.isTreeShown,
    treeWidth: Number.isFinite(given.treeWidth)
      ? Math.min(600, Math.max(120, Number(given.treeWidth)))
      : first.treeWidth,
  };
}

function areTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
