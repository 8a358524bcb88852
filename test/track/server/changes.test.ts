import { expect, test, vi } from 'vitest';
import { ChangeDetector } from '../../../lib/track/server/change-detector.ts';
import { ChangeFeed, type Listener } from '../../../lib/track/server/change-feed.ts';
import { addRun as addChangedRun, addChanges, mostRuns, noChanges } from '../../../lib/track/server/change-set.ts';
import { ProjectStore } from '../../../lib/track/server/project-store.ts';
import { ensureExperiment } from '../../../lib/track/store/experiments.ts';
import { logMetrics } from '../../../lib/track/store/metrics.ts';
import { logParameters } from '../../../lib/track/store/parameters.ts';
import { endRun } from '../../../lib/track/store/runs.ts';
import { setTags } from '../../../lib/track/store/tags.ts';
import { storeWithRun } from '../temporary-store.ts';
import { addRun, serverWithRun, token } from './temporary-server.ts';

const patience = { timeout: 60_000 }; // on a machine that is busy with other things

type Message = Parameters<Listener['send']>[0];

/** A store with one run, and what looks for changes in it. */
function detector() {
  const made = storeWithRun();
  const changes = new ChangeDetector(new ProjectStore(made.store.path));
  changes.reset();
  const look = () => {
    const { runs, isPartial, experiments } = changes.look();
    return [[...runs].sort(), isPartial, experiments];
  };
  return { ...made, changes, look };
}

const nothing = [[], false, false];

test('ChangeDetector tells which run was written, and once', () => {
  const { store, runId, look } = detector();
  expect(look()).toEqual(nothing);
  const only = [[runId], false, false];
  logMetrics(store, runId, [{ name: 'loss', value: 1, step: 0, timestampMs: 1 }]);
  expect([look(), look()]).toEqual([only, nothing]);
  logParameters(store, runId, { rate: '1' });
  expect([look(), look()]).toEqual([only, nothing]);
  setTags(store, runId, { kind: 'a' });
  expect([look(), look()]).toEqual([only, nothing]);
  setTags(store, runId, { kind: 'b' }); // the same row again
  expect([look(), look()]).toEqual([only, nothing]);
});

test('ChangeDetector tells new, renamed, ended and deleted runs, and new experiments', () => {
  const { store, runId, experiment, look } = detector();
  const added = addRun(store, experiment, 'more');
  expect(look()).toEqual([[added], false, true]);
  setTags(store, added, { 'mlflow.runName': 'other' });
  expect(look()).toEqual([[added], false, true]);
  endRun(store, runId, { status: 'FINISHED', endedAt: new Date(0) }); // a clock that was set back
  expect(look()).toEqual([[runId], false, true]);
  store.change("UPDATE runs SET lifecycle_stage = 'deleted' WHERE run_uuid = ?", runId);
  expect(look()).toEqual([[runId], false, true]);
  store.write(() => {
    for (const table of ['tags', 'params', 'runs']) store.change(`DELETE FROM ${table} WHERE run_uuid = ?`, added);
  });
  const [runs, isPartial] = look();
  expect([runs, isPartial]).toEqual([[added], true]); // rows went: whose, nobody knows
  ensureExperiment(store, 'more');
  expect(look()).toEqual([[], false, true]);
});

test('ChangeDetector says "everything" for a commit that it cannot explain', () => {
  const { store, runId, look } = detector();
  endRun(store, runId, { status: 'FINISHED', endedAt: new Date() });
  look();
  setTags(store, runId, { 'mlflow.user': 'eve' }); // of a run that has ended, a tag that was there
  expect([look(), look()]).toEqual([[[], true, true], nothing]);
});

test('a set of changes is bounded', () => {
  const set = noChanges();
  for (let index = 0; index < mostRuns; index++) addChangedRun(set, String(index));
  addChangedRun(set, '0');
  expect([set.runs.size, set.isPartial]).toEqual([mostRuns, false]);
  addChanges(set, { runs: new Set(['more']), isPartial: false, experiments: true });
  expect([set.runs.size, set.isPartial, set.experiments]).toEqual([mostRuns, true, true]);
});

test('ChangeFeed holds for a slow listener one bounded set, and tells it all when it is ready', async () => {
  const { store, experiment } = storeWithRun();
  const feed = new ChangeFeed(new ProjectStore(store.path), { pollMs: 1, gapMs: 0 });
  const told: Message[] = [];
  const quick: Message[] = [];
  let waiting = 1_000_000;
  const stop = feed.listen({ send: (message) => told.push(message), waitingBytes: () => waiting });
  const stopQuick = feed.listen({ send: (message) => quick.push(message), waitingBytes: () => 0 });
  const ids: string[] = [];
  for (let round = 1; round <= 5; round++) {
    ids.push(addRun(store, experiment, 'more'));
    await vi.waitFor(() => expect(quick).toHaveLength(round), patience);
  }
  expect(told).toEqual([]);
  waiting = 0;
  await vi.waitFor(() => expect(told).toHaveLength(1), patience);
  const [message] = told as [Extract<Message, { type: 'changed' }>];
  expect([message.runs.toSorted(), message.isPartial, message.experiments]).toEqual([ids.toSorted(), false, true]);
  const revisions = [...quick, ...told].map((one) => one.revision);
  expect(revisions).toEqual([1, 2, 3, 4, 5, 6]);
  stop();
  stopQuick();
  expect(feed.listenerCount).toBe(0);
});

test('ChangeFeed looks at the store only while somebody listens', () => {
  vi.useFakeTimers();
  try {
    const { store } = storeWithRun();
    const feed = new ChangeFeed(new ProjectStore(store.path));
    expect(vi.getTimerCount()).toBe(0);
    const listener: Listener = { send: () => undefined, waitingBytes: () => 0 };
    const stops = [feed.listen(listener), feed.listen({ ...listener })];
    vi.advanceTimersByTime(1000);
    expect(vi.getTimerCount()).toBe(1);
    stops[0]?.();
    expect(vi.getTimerCount()).toBe(1);
    stops[1]?.();
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});

test('the WebSocket says hello, then what changed, and a listener that speaks too much is let go', async () => {
  const { app, store, runId } = await serverWithRun();
  const messages: Message[] = [];
  const socket = await app.injectWS(
    '/api/octavo/changes',
    { headers: { host: 'localhost:80', 'x-octavo-token': token } },
    { onInit: (client) => client.on('message', (data) => messages.push(JSON.parse(String(data)))) },
  );
  await vi.waitFor(() => expect(messages).toHaveLength(1), patience);
  expect(messages[0]).toMatchObject({ type: 'hello', revision: 0, apiVersion: 1 });
  logMetrics(store, runId, [{ name: 'loss', value: 1, step: 0, timestampMs: 1 }]);
  await vi.waitFor(() => expect(messages).toHaveLength(2), patience);
  expect(messages[1]).toEqual({ type: 'changed', revision: 1, runs: [runId], isPartial: false, experiments: false });
  const closed = new Promise((resolve) => socket.on('close', resolve));
  socket.send('x'.repeat(5000));
  await closed;
});
