import { afterEach, expect, test, vi } from 'vitest';
import type { Change } from '../../jupyter-extension/src/views/api/changes.ts';
import { createProjectModel } from '../../jupyter-extension/src/views/runs/project-model.ts';
import { type Run, rowsOf } from '../../jupyter-extension/src/views/runs/run-list.ts';
import { createRunsModel } from '../../jupyter-extension/src/views/runs/runs-model.ts';
import type { RunsQuery } from '../../jupyter-extension/src/views/runs/runs-query.ts';
import { makeRun, makeServer } from './fake-server.ts';

afterEach(() => {
  vi.useRealTimers();
});

const query: RunsQuery = {
  experiment: null,
  name: '',
  where: [],
  statuses: [],
  order: { column: 'started', ascending: false },
};

function makeNews() {
  const listeners = new Set<(change: Change | 'all') => void>();
  const tell = (change: Change | 'all') => {
    for (const listener of listeners) listener(change);
  };
  return {
    tell,
    changed: (...runs: string[]) =>
      tell({ type: 'changed', revision: 0, runs, isPartial: false, experiments: true } as Change),
    changes: {
      connection: () => 'live' as const,
      onConnection: () => () => undefined,
      onChange: (listener: (change: Change | 'all') => void) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      retry: () => undefined,
    },
  };
}

/** A shown model of these runs, loaded. */
async function makeModel(runs: Run[]) {
  vi.useFakeTimers();
  const server = makeServer(runs);
  const news = makeNews();
  const ended: string[] = [];
  const model = createRunsModel(
    server.client,
    news.changes,
    { ended: (some) => ended.push(...some.map((run) => run.name)), seen: () => undefined },
    { pauseMs: 250, retryMs: 5_000, nowMs: () => vi.getMockedSystemTime()?.getTime() ?? 0 },
  );
  model.setShown(true);
  model.setQuery(query);
  await vi.advanceTimersByTimeAsync(0);
  const names = () => rowsOf(model.snapshot().list).map((row) => (row.kind === 'run' ? row.run.name : row.kind));
  const seeAll = () => model.setInView(new Set(server.runs.map((run) => run.id)), server.runs.length);
  return { server, model, ended, names, seeAll, ...news, pass: (ms: number) => vi.advanceTimersByTimeAsync(ms) };
}

const many = (count: number) => Array.from({ length: count }, (_, index) => makeRun(index + 1));

test('the model loads pages of 200 as they are asked for', async () => {
  const { server, model, names, pass } = await makeModel(many(450));
  expect(names()).toHaveLength(201);
  expect(model.snapshot().list.top.total).toBe(450);
  model.loadMore(null);
  await pass(0);
  model.loadMore(null);
  await pass(0);
  expect(names()).toHaveLength(450);
  model.loadMore(null);
  await pass(0);
  expect(server.requests).toHaveLength(3);
});

test("the model never takes the server's clock from an answer that the browser kept", async () => {
  const { server, model, changed, pass } = await makeModel(many(450));
  model.loadMore(null);
  changed(makeRun(450).id);
  await pass(1_000);
  expect(server.requests.length).toBeGreaterThan(1);
  expect(new Set(server.requests.map(({ cache }) => cache))).toEqual(new Set(['no-store']));
});

test('the model patches runs in view, adds new ones and takes deleted ones away', async () => {
  const { server, names, changed, pass, seeAll } = await makeModel(many(3));
  seeAll();
  server.runs = [makeRun(1, { name: 'changed' }), makeRun(3), makeRun(4)];
  changed(makeRun(1).id, makeRun(2).id, makeRun(4).id);
  await pass(100);
  expect(names()).toEqual(['run 4', 'run 3', 'changed']);
});

test('a thousand changes a second are at most four looks, and none at runs out of view', async () => {
  const { server, model, changed, pass } = await makeModel(many(150));
  model.setInView(new Set([makeRun(150).id]), 10);
  const before = server.requests.length;
  for (let turn = 0; turn < 20; turn++) {
    changed(...server.runs.slice(0, 50).map((run) => run.id), makeRun(150).id);
    await pass(50);
  }
  const asked = server.requests.slice(before);
  expect(asked.length).toBeGreaterThan(1);
  expect(asked.length).toBeLessThanOrEqual(5);
  expect(asked.every((request) => request.query.ids?.join() === makeRun(150).id)).toBe(true);
  model.setInView(new Set(server.runs.map((run) => run.id)), 150); // scrolled: what changed there is read now
  await pass(1_000);
  expect(server.requests.at(-1)?.query.ids?.length).toBeGreaterThanOrEqual(50);
});

test('the model fetches nothing while it is hidden, and what it missed afterwards', async () => {
  const { server, model, names, changed, tell, pass } = await makeModel(many(2));
  model.setShown(false);
  const before = server.requests.length;
  server.runs = many(3);
  changed(makeRun(3).id);
  tell('all');
  await pass(60_000);
  expect(server.requests).toHaveLength(before);
  model.setShown(true);
  await pass(0);
  expect(names()).toEqual(['run 3', 'run 2', 'run 1']);
});

test('after a gap the model reads everything again, and no run twice', async () => {
  const { server, names, tell, pass, ended } = await makeModel([makeRun(1, { ending: 'running', status: 'RUNNING' })]);
  server.runs = [makeRun(1), makeRun(2)];
  tell('all');
  await pass(0);
  expect(names()).toEqual(['run 2', 'run 1']);
  expect(ended).toEqual(['run 1']);
});

test('the model tells of a problem, keeps its runs, and tries again by itself', async () => {
  const { server, model, names, tell, pass } = await makeModel(many(2));
  server.problem = { status: 503, body: { error: { code: 'track-store-locked', message: 'locked' } } };
  tell('all');
  await pass(0);
  expect(model.snapshot().problem?.code).toBe('track-store-locked');
  expect(names()).toEqual(['run 2', 'run 1']);
  server.problem = undefined;
  await pass(5_000);
  expect(model.snapshot().problem).toBeUndefined();
});

test('an answer to an earlier query is dropped', async () => {
  const { server, model, names, pass } = await makeModel(many(2));
  let release = () => {};
  server.hold = new Promise((resolve) => {
    release = resolve;
  });
  model.setQuery({ ...query, name: 'first' });
  server.hold = undefined;
  const runs = server.runs;
  server.runs = [makeRun(9)];
  model.setQuery({ ...query, name: 'second' });
  await pass(0);
  server.runs = runs;
  release();
  await pass(0);
  expect(names()).toEqual(['run 9']);
  expect(model.snapshot()).toMatchObject({ isLoaded: true, isFetching: false });
});

test('nested runs are loaded when their parent is opened, and appear live', async () => {
  const parent = makeRun(1, { childCount: 1 });
  const { server, model, names, changed, pass, seeAll } = await makeModel([
    parent,
    makeRun(2, { parentId: parent.id }),
  ]);
  expect(names()).toEqual(['run 1']);
  model.toggle(parent.id);
  expect(names()).toEqual(['run 1', 'more']);
  await pass(0);
  expect(names()).toEqual(['run 1', 'run 2']);
  seeAll();
  server.runs = [
    { ...parent, childCount: 2 },
    makeRun(2, { parentId: parent.id }),
    makeRun(3, { parentId: parent.id }),
  ];
  changed(makeRun(3).id);
  await pass(1_000);
  expect(names()).toEqual(['run 1', 'run 3', 'run 2']);
  expect(model.snapshot().list.top.runs[0]?.childCount).toBe(2);
});

test('in one experiment, new runs of others stay away, and nested runs of others stay', async () => {
  const parent = makeRun(1, { childCount: 1 });
  const nested = makeRun(2, { parentId: parent.id, experimentId: '2' });
  const { server, model, names, changed, pass, seeAll } = await makeModel([parent, nested]);
  model.setQuery({ ...query, experiment: '1' });
  model.toggle(parent.id);
  await pass(0);
  expect(names()).toEqual(['run 1', 'run 2']);
  server.runs = [parent, { ...nested, name: 'changed' }, makeRun(3, { experimentId: '2' })];
  seeAll();
  changed(nested.id, makeRun(3).id);
  await pass(1_000);
  expect(names()).toEqual(['run 1', 'changed']);
});

test('a model that is over hears and asks nothing', async () => {
  const { server, model, tell, changed, pass } = await makeModel(many(2));
  model.dispose();
  const before = server.requests.length;
  tell('all');
  changed(makeRun(7).id);
  await pass(10_000);
  expect(server.requests).toHaveLength(before);
  expect(vi.getTimerCount()).toBe(0);
});

test('the project model reads experiments at most twice a second, and names only where the experiment changes', async () => {
  vi.useFakeTimers();
  const server = makeServer(many(2));
  const { changes, changed } = makeNews();
  const model = createProjectModel(server.client, changes);
  model.setShown(true);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(server.requests.map((request) => request.path.split('/').at(-1))).toEqual([
    'project',
    'experiments',
    'columns',
  ]);
  for (let turn = 0; turn < 20; turn++) {
    changed('a');
    await vi.advanceTimersByTimeAsync(50);
  }
  expect(server.requests.length).toBeLessThanOrEqual(6);
  model.setExperiment('1');
  await vi.advanceTimersByTimeAsync(0);
  expect(server.requests.at(-1)).toMatchObject({ path: '/api/octavo/columns', query: { experiment: '1' } });
  model.learn([makeRun(1, { tags: { kind: 'x' } })]);
  expect(model.snapshot().columns?.tags).toEqual(['kind']);
  model.dispose();
});
