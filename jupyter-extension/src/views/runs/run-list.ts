import type { Schemas } from '../api/client.ts';
import { hasMoved, type Order, placeFor } from './run-order.ts';

export type Run = Schemas['Run'];

/** Runs of one level, as far as they are loaded: all that match, or those nested in one run. */
export interface Level {
  runs: readonly Run[];
  total: number;
  nextPage: string | null;
}

/** The loaded part of the table. In a tree the top has the runs that are nested in none; with a filter it is flat. */
export interface RunList {
  order: Order;
  isTree: boolean;
  top: Level;
  children: ReadonlyMap<string, Level>; // by parent, once loaded
  expanded: ReadonlySet<string>;
}

/** A line of the table. */
export type Row =
  | { kind: 'run'; key: string; run: Run; level: number; isExpanded: boolean | null } // null: nothing is nested in it
  | { kind: 'more'; key: string; parentId: string | null; level: number; isLoaded: boolean };

const noRuns: Level = { runs: [], total: 0, nextPage: null };

export function emptyList(order: Order, isTree: boolean, expanded: ReadonlySet<string> = new Set()): RunList {
  return { order, isTree, top: noRuns, children: new Map(), expanded };
}

/** The lines to show, from the top. An expanded run whose children are not there yet has a line that says so. */
export function rowsOf(list: RunList): Row[] {
  const rows: Row[] = [];
  const add = (level: Level, depth: number, seen: ReadonlySet<string>) => {
    for (const run of level.runs) {
      const isExpanded = list.isTree && run.childCount > 0 ? list.expanded.has(run.id) : null;
      rows.push({ kind: 'run', key: run.id, run, level: depth, isExpanded });
      if (!isExpanded || seen.has(run.id)) continue; // a run nested in itself, however that came to be, ends here
      const children = list.children.get(run.id);
      if (children) add(children, depth + 1, new Set(seen).add(run.id));
      if (!children || children.nextPage !== null) {
        const key = `more ${run.id}`;
        rows.push({ kind: 'more', key, parentId: run.id, level: depth + 1, isLoaded: children !== undefined });
      }
    }
  };
  add(list.top, 1, new Set());
  if (list.top.nextPage !== null) {
    rows.push({ kind: 'more', key: 'more', parentId: null, level: 1, isLoaded: true });
  }
  return rows;
}

/** Takes the place of everything loaded at a level. Runs that did not change stay the same objects, so their rows need no drawing. */
export function replaced(list: RunList, parentId: string | null, level: Level): RunList {
  const old = levelOf(list, parentId);
  const known = new Map(old.runs.map((run) => [run.id, run]));
  const runs = unique(level.runs).map((run) => settled(known.get(run.id), run));
  return withLevel(list, parentId, { ...level, runs });
}

/** Adds the next page. Runs that moved onto it meanwhile are not shown twice. */
export function appended(list: RunList, parentId: string | null, level: Level): RunList {
  const old = levelOf(list, parentId);
  return withLevel(list, parentId, { ...level, runs: unique([...old.runs, ...level.runs]) });
}

export function toggled(list: RunList, runId: string): RunList {
  const expanded = new Set(list.expanded);
  if (!expanded.delete(runId)) expanded.add(runId);
  return { ...list, expanded };
}

/** What became of a list when changed runs were read again. */
export interface Merged {
  list: RunList;
  ended: Run[]; // ran before, and do not now
  parents: string[]; // known runs whose number of children is to be read again
  hasGap: boolean; // runs went, so the next page would leave some out
}

/** Puts the new versions of `asked` runs in place: those not among `found` were deleted or match no more. */
export function merged(list: RunList, asked: readonly string[], found: readonly Run[]): Merged {
  const byId = new Map(found.map((run) => [run.id, run]));
  const asking = new Set(asked);
  const ended: Run[] = [];
  const parents = new Set<string>();
  let hasGap = false;
  const settleLevel = (level: Level): Level => {
    const touched = level.runs.filter((run) => asking.has(run.id));
    if (touched.length === 0) return level;
    let runs = [...level.runs];
    let total = level.total;
    for (const before of touched) {
      const after = byId.get(before.id);
      const index = runs.findIndex((run) => run.id === before.id);
      if (!after || (list.isTree && after.parentId !== before.parentId)) {
        runs.splice(index, 1);
        total -= 1;
        hasGap ||= level.nextPage !== null;
        if (before.parentId) parents.add(before.parentId);
        continue;
      }
      if (isRunning(before) && !isRunning(after)) ended.push(after);
      if (!hasMoved(before, after, list.order)) runs[index] = settled(before, after);
      else {
        runs.splice(index, 1);
        runs = inserted(runs, after, list.order);
      }
    }
    return { ...level, runs, total };
  };
  let next: RunList = { ...list, top: settleLevel(list.top) };
  for (const [parentId, level] of list.children) {
    const settledLevel = settleLevel(level);
    if (settledLevel !== level) next = withLevel(next, parentId, settledLevel);
  }
  const known = knownIds(next);
  for (const run of found) {
    if (known.has(run.id)) continue;
    const parentId = list.isTree ? run.parentId : null;
    if (parentId !== null) parents.add(parentId);
    const level = parentId === null ? next.top : next.children.get(parentId);
    if (!level) continue;
    const runs = inserted(level.runs, run, list.order);
    // What sorts behind the last loaded run comes with a later page.
    const isBeyond = level.nextPage !== null && runs.at(-1)?.id === run.id;
    next = withLevel(next, parentId, { ...level, runs: isBeyond ? level.runs : runs, total: level.total + 1 });
  }
  const ids = knownIds(next);
  return { list: next, ended, parents: [...parents].filter((id) => ids.has(id)), hasGap };
}

/** The ids of all loaded runs. */
export function knownIds(list: RunList): Set<string> {
  const ids = new Set(list.top.runs.map((run) => run.id));
  for (const level of list.children.values()) for (const run of level.runs) ids.add(run.id);
  return ids;
}

export function levelOf(list: RunList, parentId: string | null): Level {
  return parentId === null ? list.top : (list.children.get(parentId) ?? noRuns);
}

/** Whether a run goes on, by Octavo's word or MLflow's. */
export function isRunning(run: Run): boolean {
  return run.ending === 'running' || run.status === 'RUNNING';
}

function withLevel(list: RunList, parentId: string | null, level: Level): RunList {
  if (parentId === null) return { ...list, top: level };
  return { ...list, children: new Map(list.children).set(parentId, level) };
}

function inserted(runs: readonly Run[], run: Run, order: Order): Run[] {
  const place = placeFor(runs, run, order);
  return [...runs.slice(0, place), run, ...runs.slice(place)];
}

function unique(runs: readonly Run[]): Run[] {
  return [...new Map(runs.map((run) => [run.id, run])).values()];
}

/** The old object when nothing about the run changed. */
function settled(before: Run | undefined, after: Run): Run {
  return before && JSON.stringify(before) === JSON.stringify(after) ? before : after;
}
