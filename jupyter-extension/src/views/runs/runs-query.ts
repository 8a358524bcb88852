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

/** What a request for runs says. What is nested in a run is shown whatever its experiment. */
export function runsParameters(query: RunsQuery, part: PagePart, isTree: boolean) {
  const parent = isTree && part.parent !== undefined ? (part.parent ?? 'none') : undefined;
  const isNested = typeof part.parent === 'string';
  return {
    ...(query.experiment !== null && !isNested ? { experiment: query.experiment } : {}),
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
