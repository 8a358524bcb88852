import { expect, test, vi } from 'vitest';
import type { Change, Changes, Connection } from '../../jupyter-extension/src/views/api/changes.ts';
import type { OctavoClient } from '../../jupyter-extension/src/views/api/client.ts';
import { formatValue } from '../../jupyter-extension/src/views/run/metric-values.ts';
import { createRunModel } from '../../jupyter-extension/src/views/run/run-model.ts';
import { defaultRunViewState, readRunViewState } from '../../jupyter-extension/src/views/run/run-state.ts';
import { elapsedMs } from '../../jupyter-extension/src/views/run/server-clock.ts';
import { tracebackAfter } from '../../jupyter-extension/src/views/run/traceback.ts';

const patience = { timeout: 60_000 }; // on a machine that is busy with other things

const id = 'a'.repeat(32);

/** A server and its news, of which tests decide what they say. */
function fakeServer() {
  const asked: string[] = [];
  const unkept: string[] = []; // what the browser must not answer from what it kept
  const points: Record<string, number> = { loss: 5, once: 1, lr: 3 };
  const state = { problem: undefined as undefined | { status: number; code: string }, endedMs: null as number | null };
  const changeListeners = new Set<(change: Change | 'all') => void>();
  const connectionListeners = new Set<(connection: Connection) => void>();
  async function get(
    path: string,
    { params, cache }: { params: { query?: { name: string[] } }; cache?: RequestCache },
  ) {
    const names = params.query?.name ?? [];
    if (cache === 'no-store') unkept.push(path);
    asked.push(path.replace('/api/octavo/runs/{id}', '') + (names.length > 0 ? `?${names}` : ''));
    await Promise.resolve();
    if (state.problem) {
      const { status, code } = state.problem;
      return { error: { error: { code, message: 'no' } }, response: { ok: false, status } };
    }
    const ranges = Object.entries(points).map(([name, count]) => [
      name,
      { points: count, firstStep: 0, lastStep: count },
    ]);
    const series = names.map((name) => ({ name, steps: [], timestampsMs: [], values: [], total: points[name] }));
    const data = path.endsWith('/metrics')
      ? { series }
      : path.endsWith('/artifacts')
        ? { artifacts: [], isTruncated: false }
        : { run: { endedMs: state.endedMs }, metricRanges: Object.fromEntries(ranges) };
    return { data, response: { ok: true, status: 200 } };
  }
  const changes: Changes = {
    connection: () => 'live',
    onConnection: (listener) => {
      connectionListeners.add(listener);
      return () => connectionListeners.delete(listener);
    },
    onChange: (listener) => {
      changeListeners.add(listener);
      return () => changeListeners.delete(listener);
    },
    retry: () => {},
  };
  const say = (change: Partial<Change> | 'all') => {
    const whole: Change = { type: 'changed', revision: 1, runs: [], isPartial: false, experiments: false };
    for (const listener of changeListeners) listener(change === 'all' ? 'all' : { ...whole, ...change });
  };
  const connect = (connection: Connection) => {
    for (const listener of connectionListeners) listener(connection);
  };
  const client = { GET: get } as unknown as OctavoClient;
  const model = () => createRunModel({ client, changes, runId: id, spacingMs: 1, artifactsMs: 0 });
  return { asked, unkept, points, state, model, say, connect, listeners: changeListeners };
}

test('createRunModel() reads the run, its artifacts, and the curves that are in sight', async () => {
  const server = fakeServer();
  const model = server.model();
  model.wantSeries(['loss', 'once', 'unknown']);
  await vi.waitFor(() => expect(model.snapshot().series.has('loss')).toBe(true), patience);
  await vi.waitFor(() => expect(model.snapshot().artifacts).toBeDefined(), patience);
  expect(server.asked.sort()).toEqual(['', '/artifacts', '/metrics?loss']);
  expect(server.unkept, "the server's clock is of now").toEqual(['/api/octavo/runs/{id}']);
  model.close();
});

test('createRunModel() reads again only the curves that grew', async () => {
  const server = fakeServer();
  const model = server.model();
  model.wantSeries(['loss', 'lr']);
  await vi.waitFor(() => expect(model.snapshot().series.size).toBe(2), patience);
  const before = model.snapshot().series.get('lr');
  server.asked.length = 0;
  server.points.loss = 6;
  server.say({ runs: [id] });
  await vi.waitFor(() => expect(server.asked).toContain('/metrics?loss'), patience);
  await vi.waitFor(() => expect(model.snapshot().series.get('loss')?.total).toBe(6), patience);
  expect(model.snapshot().series.get('lr')).toBe(before);
  model.close();
});

test('createRunModel() reads again for its own run, part of the news, and after a gap; not for other runs', async () => {
  const server = fakeServer();
  const model = server.model();
  const readings = () => server.asked.filter((path) => path === '').length;
  await vi.waitFor(() => expect(model.snapshot().artifacts).toBeDefined(), patience);
  server.say({ runs: ['b'.repeat(32)] });
  server.say({ runs: [id] });
  await vi.waitFor(() => expect(readings()).toBe(2), patience);
  server.say({ isPartial: true });
  await vi.waitFor(() => expect(readings()).toBe(3), patience);
  server.say('all');
  await vi.waitFor(() => expect(readings()).toBe(4), patience);
  model.close();
});

test('createRunModel() makes one reading of many changes that come at once', async () => {
  const server = fakeServer();
  const model = server.model();
  for (let count = 0; count < 50; count += 1) server.say({ runs: [id] });
  const readings = () => server.asked.filter((path) => path === '').length;
  await vi.waitFor(() => expect(readings()).toBe(2), patience);
  model.refresh();
  await vi.waitFor(() => expect(readings()).toBeGreaterThan(2), patience);
  expect(readings()).toBe(3);
  model.close();
});

test('createRunModel() keeps what it knew of a run that was deleted, or of a server that is away', async () => {
  const server = fakeServer();
  const model = server.model();
  await vi.waitFor(() => expect(model.snapshot().detail).toBeDefined(), patience);
  server.state.problem = { status: 503, code: 'track-store-locked' };
  model.refresh();
  await vi.waitFor(() => expect(model.snapshot().problem?.code).toBe('track-store-locked'), patience);
  expect(model.snapshot().detail).toBeDefined();
  server.state.problem = { status: 404, code: 'track-run-deleted' };
  model.refresh();
  await vi.waitFor(() => expect(model.snapshot().gone?.code).toBe('track-run-deleted'), patience);
  expect(model.snapshot()).toMatchObject({ problem: undefined, detail: expect.anything() });
  server.state.problem = undefined; // it was restored
  server.say({ runs: [id] });
  await vi.waitFor(() => expect(model.snapshot().gone).toBeUndefined(), patience);
  model.close();
});

test('createRunModel() tries again when the connection is back, and listens to nothing once closed', async () => {
  const server = fakeServer();
  server.state.problem = { status: 0, code: 'no-answer' };
  const model = server.model();
  await vi.waitFor(() => expect(model.snapshot().problem).toBeDefined(), patience);
  server.state.problem = undefined;
  server.connect('live');
  await vi.waitFor(() => expect(model.snapshot().detail).toBeDefined(), patience);
  model.close();
  expect(server.listeners.size).toBe(0);
});

test('elapsedMs() follows the server, whatever the clock of this machine does, and is never negative', () => {
  const answer = { nowMs: 10_000, receivedAtMs: 500 };
  expect(elapsedMs(4000, answer, 1500)).toBe(7000);
  expect(elapsedMs(50_000, answer, 1500)).toBe(0);
  expect(elapsedMs(4000, answer, 0)).toBe(6000);
});

test('readRunViewState() takes what it understands, and defaults for the rest', () => {
  expect(readRunViewState(undefined)).toEqual(defaultRunViewState);
  const kept = { xAxis: 'time', isLog: true, smoothing: 0.5, folded: ['tags', 3], artifact: 'a/b', openFolders: ['a'] };
  expect(readRunViewState(kept)).toEqual({ ...kept, folded: ['tags'] });
  const broken = { xAxis: 'sideways', isLog: 'yes', smoothing: 2, folded: 'all', artifact: 7, openFolders: null };
  expect(readRunViewState(broken)).toEqual(defaultRunViewState);
});

test('formatValue() keeps six digits, large and small numbers readable, and words for what is none', () => {
  const values = [0.123456789, 5, 1234567.891, 1e-7, 123456789012, 0, -0.5, 'NaN', '-Infinity'] as const;
  expect(values.map(formatValue)).toEqual([
    '0.123457',
    '5',
    '1234568',
    '1e-7',
    '123456789012',
    '0',
    '-0.5',
    'NaN',
    '−∞',
  ]);
});

test('tracebackAfter() does not say the message again, and keeps the indent of what follows', () => {
  expect(tracebackAfter('Error: no', 'Error: no\n\nError: no\n  a.ipynb cell b2\n    at b2:1\n')).toBe(
    '  a.ipynb cell b2\n    at b2:1',
  );
  expect(tracebackAfter('Error: no', 'Error: no\n')).toBe('');
  expect(tracebackAfter('Error: no', 'Error: nobody\n at x')).toBe('Error: nobody\n at x');
  expect(tracebackAfter('', ' at x')).toBe('at x');
});
