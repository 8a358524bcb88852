import type { Order } from './run-order.ts';

/** Which runs the table shows. */
export interface RunsQuery {
  experiment: string | null; // id; null: all
  name: string;
  where: readonly string[];
  statuses: readonly string[];
  order: Order;
}

/** Which part of them is read: a page of one level, or some by their ids wherever they are. */
export interface PagePart {
  parent: string | null | undefined; // null: nested in none; undefined: wherever
  limit: number;
  page: string | null;
  ids?: string[];
}

/** What a request for runs says. What is nested in a run is shown whatever its experiment, so `belongs` has to look at it. */
export function runsParameters(query: RunsQuery, part: PagePart, isTree: boolean) {
  const parent = isTree && part.parent !== undefined ? (part.parent ?? 'none') : undefined;
  const isAnywhere = typeof part.parent === 'string' || (isTree && part.ids !== undefined);
  return {
    ...(query.experiment !== null && !isAnywhere ? { experiment: query.experiment } : {}),
    ...(query.statuses.length > 0 ? { status: [...query.statuses] } : {}),
    ...(query.name !== '' ? { name: query.name } : {}),
    ...(query.where.length > 0 ? { where: [...query.where] } : {}),
    ...(parent !== undefined ? { parent } : {}),
    ...(part.ids ? { ids: part.ids } : {}),
    ...(part.page !== null ? { page: part.page } : {}),
    order: query.order.column,
    ascending: query.order.ascending,
    limit: part.limit,
  };
}

/** Whether a run that was asked for by its id belongs to what is shown. */
export function belongs(query: RunsQuery, run: { experimentId: string; parentId: string | null }): boolean {
  return query.experiment === null || run.experimentId === query.experiment || run.parentId !== null;
}
