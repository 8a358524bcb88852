import type { Changes } from '../api/changes.ts';
import type { OctavoClient, Schemas } from '../api/client.ts';
import { ask, type Problem } from '../api/problem.ts';
import {
  appended,
  emptyList,
  isRunning,
  knownIds,
  levelOf,
  merged,
  type Run,
  type RunList,
  replaced,
  toggled,
} from './run-list.ts';
import { belongs, type PagePart, type RunsQuery, runsParameters } from './runs-query.ts';

/** All that the table needs, as it is now; replaced as a whole when anything changes. */
export interface RunsSnapshot {
  list: RunList;
  isLoaded: boolean; // whether the first page of this query came
  queryNumber: number; // of the query whose runs are shown
  isFetching: boolean;
  problem: Problem | undefined;
  serverClock: { serverMs: number; monotonicMs: number } | undefined;
}

export interface RunsModelTiming {
  pauseMs: number; // between two looks at what changed
  retryMs: number; // after a problem that the server itself told of
  nowMs: () => number; // monotonic
}

export const pageSize = 200;
const batchSize = 100; // ids in one request: an address has limits
const mostUnknown = 400; // more news than this are read as a page, not one by one

/** Loads runs page by page and keeps what is loaded as the store has it. Fetches nothing while it is not shown. */
export function createRunsModel(
  client: OctavoClient,
  changes: Changes,
  onNews: { ended: (runs: Run[]) => void; seen: (runs: readonly Run[]) => void },
  timing: RunsModelTiming = { pauseMs: 250, retryMs: 5_000, nowMs: () => performance.now() },
  unfolded: readonly string[] = [], // runs whose nested ones are shown from the beginning
) {
  const listeners = new Set<() => void>();
  let query: RunsQuery | null = null;
  let snapshot: RunsSnapshot = {
    list: emptyList({ column: 'started', ascending: false }, true, new Set(unfolded)),
    isLoaded: false,
    queryNumber: 0,
    isFetching: false,
    problem: undefined,
    serverClock: undefined,
  };
  let isShown = false;
  let turn = 0; // counts up with every query; answers to older ones are dropped
  let isBusy = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lookedMs = Number.NEGATIVE_INFINITY;
  const wants = { reload: false, more: new Set<string | null>() };
  const changed = new Set<string>(); // ids that the server named
  let inView: ReadonlySet<string> = new Set();
  let lastInView = 0; // index among the top runs

  function show(next: Partial<RunsSnapshot>): void {
    snapshot = { ...snapshot, ...next };
    for (const listener of [...listeners]) listener();
  }

  /** Starts what is to be done next, one thing at a time, with a pause between looks at what changed. */
  function wake(): void {
    if (!isShown || isBusy || query === null || timer !== undefined) return;
    if (wants.reload || wants.more.size > 0) return void run(wants.reload ? reload : loadMore);
    if (urgent().length === 0) return;
    const waitMs = Math.max(20, lookedMs + timing.pauseMs - timing.nowMs());
    timer = setTimeout(() => {
      timer = undefined;
      void run(look);
    }, waitMs);
  }

  async function run(work: (mine: number) => Promise<void>): Promise<void> {
    if (isBusy || !isShown) return;
    const mine = turn;
    isBusy = true;
    show({ isFetching: true });
    try {
      await work(mine);
    } finally {
      if (mine === turn) {
        isBusy = false;
        show({ isFetching: false });
        if (snapshot.problem === undefined) wake();
        else if (isShown) timer ??= setTimeout(again, timing.retryMs);
      }
    }
  }

  function again(): void {
    clearTimeout(timer);
    timer = undefined;
    wants.reload = true;
    wake();
  }

  /** Reads everything that is loaded again, as far down as anyone looked. */
  async function reload(mine: number): Promise<void> {
    wants.reload = false;
    changed.clear();
    const wanted = snapshot.isLoaded ? Math.max(pageSize, lastInView + pageSize) : pageSize;
    const pages = await readLevel(mine, null, wanted);
    if (!pages) return;
    const { list } = snapshot;
    const open = [...list.children.keys()].filter((id) => list.expanded.has(id));
    let next = replaced({ ...list, children: new Map() }, null, pages);
    for (const parentId of open.slice(0, 20)) {
      const level = await readLevel(mine, parentId, levelOf(list, parentId).runs.length);
      if (!level) return;
      next = replaced(
        { ...next, children: new Map(next.children).set(parentId, levelOf(list, parentId)) },
        parentId,
        level,
      );
    }
    const before = new Map(list.top.runs.map((one) => [one.id, one]));
    const ended = next.top.runs.filter((one) => !isRunning(one) && isRunning(before.get(one.id) ?? one));
    // A run may have been opened or closed while the server was asked.
    show({
      list: { ...next, expanded: snapshot.list.expanded },
      isLoaded: true,
      queryNumber: mine,
      problem: undefined,
    });
    wantChildren();
    if (ended.length > 0) onNews.ended(ended);
  }

  async function readLevel(mine: number, parentId: string | null, count: number) {
    let level = { runs: [] as Run[], total: 0, nextPage: null as string | null };
    do {
      const limit = Math.min(1000, Math.max(pageSize, count - level.runs.length));
      const page = await readPage(mine, { parent: parentId, limit, page: level.nextPage });
      if (!page) return null;
      level = { runs: [...level.runs, ...page.runs], total: page.total, nextPage: page.nextPage };
    } while (level.nextPage !== null && level.runs.length < count);
    return level;
  }

  async function loadMore(mine: number): Promise<void> {
    const [parentId = null] = wants.more;
    wants.more.delete(parentId);
    const level = levelOf(snapshot.list, parentId);
    if (level.runs.length > 0 && level.nextPage === null) return;
    const page = await readPage(mine, { parent: parentId, limit: pageSize, page: level.nextPage });
    if (page) show({ list: appended(snapshot.list, parentId, page), problem: undefined });
  }

  /** Of what changed: the runs in view, and those not known, which may be new. The rest waits until it is scrolled to. */
  function urgent(): string[] {
    if (changed.size === 0) return [];
    const known = knownIds(snapshot.list);
    return [...changed].filter((id) => inView.has(id) || !known.has(id));
  }

  async function look(mine: number): Promise<void> {
    lookedMs = timing.nowMs();
    const known = knownIds(snapshot.list);
    const asked = urgent();
    if (asked.filter((id) => !known.has(id)).length > mostUnknown) return reload(mine);
    for (let start = 0; start < asked.length; start += batchSize) {
      const ids = asked.slice(start, start + batchSize);
      for (const id of ids) changed.delete(id); // one that changes again meanwhile is asked for again
      const page = await readPage(mine, { parent: undefined, limit: batchSize, page: null, ids });
      if (!page) {
        for (const id of ids) changed.add(id);
        return;
      }
      const shown = page.runs.filter((one) => query !== null && belongs(query, one));
      const result = merged(snapshot.list, ids, shown);
      for (const id of result.parents) if (!ids.includes(id)) changed.add(id);
      wants.reload ||= result.hasGap;
      show({ list: result.list, problem: undefined });
      wantChildren();
      if (result.ended.length > 0) onNews.ended(result.ended);
    }
  }

  async function readPage(mine: number, part: PagePart): Promise<Schemas['RunPage'] | null> {
    if (query === null) return null;
    const parameters = runsParameters(query, part, snapshot.list.isTree);
    // An answer that the browser kept would say the time of then.
    const request = client.GET('/api/octavo/runs', { params: { query: parameters }, cache: 'no-store' });
    const { data, problem } = await ask(request);
    if (mine !== turn) return null;
    if (problem) {
      show({ problem });
      return null;
    }
    show({ serverClock: { serverMs: data.nowMs, monotonicMs: timing.nowMs() } });
    onNews.seen(data.runs);
    return data;
  }

  function wantChildren(): void {
    const { list } = snapshot;
    const known = knownIds(list);
    for (const id of list.expanded) if (known.has(id) && !list.children.has(id)) wants.more.add(id);
  }

  const stopListening = changes.onChange((change) => {
    if (change === 'all' || change.isPartial) again();
    else {
      for (const id of change.runs) changed.add(id);
      wake();
    }
  });

  return {
    snapshot: () => snapshot,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    /** Shows other runs. Those of before stay until the first page of the new ones is there. */
    setQuery: (next: RunsQuery) => {
      if (JSON.stringify(next) === JSON.stringify(query)) return;
      const isTree = next.name === '' && next.where.length === 0 && next.statuses.length === 0;
      query = next;
      turn += 1;
      isBusy = false;
      changed.clear();
      wants.more.clear();
      lastInView = 0;
      const { top, expanded } = snapshot.list;
      show({ list: { ...emptyList(next.order, isTree, expanded), top: { ...top, nextPage: null } }, isLoaded: false });
      again();
    },
    setShown: (next: boolean) => {
      isShown = next;
      if (!isShown) {
        clearTimeout(timer);
        timer = undefined;
      } else if (snapshot.problem) again();
      else wake();
    },
    /** Says which runs can be seen: changes of others are not asked for. */
    setInView: (ids: ReadonlySet<string>, last: number) => {
      inView = ids;
      lastInView = last;
      wake();
    },
    loadMore: (parentId: string | null) => {
      wants.more.add(parentId);
      wake();
    },
    toggle: (runId: string) => {
      show({ list: toggled(snapshot.list, runId) });
      wantChildren();
      wake();
    },
    retry: again,
    dispose: () => {
      stopListening();
      clearTimeout(timer);
      isShown = false;
      turn += 1;
      listeners.clear();
    },
  };
}

export type RunsModel = ReturnType<typeof createRunsModel>;
