import { afterEach, expect, test, vi } from 'vitest';
import type { Change, Connection } from '../../jupyter-extension/src/views/api/changes.ts';
import { createChanges, knownApiVersion, type Socket } from '../../jupyter-extension/src/views/api/create-changes.ts';
import { apiVersion } from '../../lib/track/server/schemas.ts';
import { makeServer } from './fake-server.ts';

afterEach(() => {
  vi.useRealTimers();
});

/** The page, its sockets and its clock, all in the hands of the test. */
function makeWorld({ socketsFail = false } = {}) {
  vi.useFakeTimers();
  const server = makeServer();
  const sockets: (Socket & { isClosed: boolean })[] = [];
  const world = { server, sockets, isVisible: true, nowMs: 0, socketsFail };
  const visibility = new Set<() => void>();
  const changes = createChanges({
    client: server.client,
    openSocket: () => {
      if (world.socketsFail) throw new Error('WebSockets are off');
      const socket = { isClosed: false, close: () => undefined, onmessage: null, onclose: null, onerror: null };
      const open = Object.assign(socket, { close: () => Object.assign(socket, { isClosed: true }) });
      sockets.push(open);
      return open;
    },
    page: {
      isVisible: () => world.isVisible,
      onVisibility: (listener) => {
        visibility.add(listener);
        return () => visibility.delete(listener);
      },
    },
    timing: { nowMs: () => world.nowMs, random: () => 0.5 },
  });
  const heard: (Change | 'all')[] = [];
  const connections: Connection[] = [];
  changes.onConnection((connection) => connections.push(connection));
  const say = (message: object) => {
    const event = { data: JSON.stringify(message) } as MessageEvent;
    sockets.at(-1)?.onmessage?.call({} as WebSocket, event);
  };
  return {
    ...{ world, server, sockets, changes, heard, connections, say },
    listen: () => changes.onChange((change) => heard.push(change)),
    hello: (version = 1) => say({ type: 'hello', revision: 7, apiVersion: version, octavoVersion: '1' }),
    lose: () => sockets.at(-1)?.onclose?.call({} as WebSocket, {} as CloseEvent),
    turnPage: (isVisible: boolean) => {
      world.isVisible = isVisible;
      for (const listener of visibility) listener();
    },
    pass: async (ms: number) => {
      world.nowMs += ms;
      await vi.advanceTimersByTimeAsync(ms);
    },
  };
}

const changed = (...runs: string[]) => ({ type: 'changed', revision: 9, runs, isPartial: false, experiments: false });

test('the views know the version of the API that the server has', () => {
  expect(knownApiVersion).toBe(apiVersion);
});

test('createChanges() opens one socket when the first view listens, and closes it when the last has left', async () => {
  const { sockets, listen, pass, hello } = makeWorld();
  expect(sockets).toHaveLength(0);
  const stop = [listen(), listen()];
  hello();
  expect(sockets).toHaveLength(1);
  for (const leave of stop) leave();
  await pass(2_000);
  expect(sockets[0]?.isClosed).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
});

test('createChanges() keeps its socket when one view leaves as another comes', async () => {
  const { sockets, listen, pass, hello } = makeWorld();
  const leave = listen();
  hello();
  leave();
  listen();
  await pass(10_000);
  expect(sockets.map((socket) => socket.isClosed)).toEqual([false]);
});

test('createChanges() says `all` at first and after a gap, and passes on what changed', async () => {
  const { sockets, listen, hello, say, heard, lose, pass, connections } = makeWorld();
  listen();
  hello();
  say(changed('a'));
  say({ ...changed('b'), isPartial: true });
  expect(heard).toEqual(['all', changed('a'), 'all']);
  lose();
  await pass(1_000);
  expect(sockets).toHaveLength(2);
  hello();
  expect(heard).toHaveLength(4);
  expect(heard.at(-1)).toBe('all');
  expect(connections).toEqual(['live', 'connecting', 'live']);
});

test('createChanges() tries again with growing pauses while the server is down, and at once when asked', async () => {
  const { server, sockets, listen, lose, pass, hello, changes, connections } = makeWorld();
  server.isDown = true;
  listen();
  for (let attempt = 0; attempt < 4; attempt++) {
    lose();
    await pass(500 * 2 ** attempt - 1);
    expect(sockets).toHaveLength(attempt + 1);
    await pass(1);
    expect(sockets).toHaveLength(attempt + 2);
  }
  expect(changes.connection()).toBe('down');
  lose();
  await pass(0);
  changes.retry();
  expect(sockets).toHaveLength(6);
  hello();
  expect(connections).toEqual(['down', 'connecting', 'live']);
});

test('createChanges() tells a server of another version, by hello and by request', async () => {
  const byHello = makeWorld();
  byHello.listen();
  byHello.hello(2);
  expect(byHello.changes.connection()).toBe('other-version');
  expect(byHello.heard).toEqual([]);
  const byRequest = makeWorld({ socketsFail: true });
  byRequest.server.apiVersion = 2;
  byRequest.listen();
  await byRequest.pass(0);
  expect(byRequest.changes.connection()).toBe('other-version');
});

test('createChanges() tells a session that has ended from a server that is down', async () => {
  const { server, listen, lose, pass, changes } = makeWorld();
  server.problem = { status: 403, body: { message: 'Forbidden' } };
  listen();
  lose();
  await pass(0);
  expect(changes.connection()).toBe('no-session');
});

test('createChanges() polls where WebSockets cannot be had, and not while the page is hidden', async () => {
  const { server, listen, pass, heard, changes, turnPage } = makeWorld({ socketsFail: true });
  listen();
  await pass(1_000);
  expect(changes.connection()).toBe('live');
  await pass(3_000);
  await pass(3_000);
  expect(heard).toEqual(['all', 'all', 'all']);
  turnPage(false);
  await pass(3_000);
  const requests = server.requests.length;
  await pass(60_000);
  expect(server.requests).toHaveLength(requests);
  turnPage(true);
  await pass(0);
  expect(server.requests.length).toBeGreaterThan(requests);
});

test('createChanges() lets a hidden page keep its socket for a while only', async () => {
  const { sockets, listen, hello, pass, turnPage, heard } = makeWorld();
  listen();
  hello();
  turnPage(false);
  await pass(29_000);
  expect(sockets[0]?.isClosed).toBe(false);
  await pass(2_000);
  expect(sockets[0]?.isClosed).toBe(true);
  turnPage(true);
  hello();
  expect(heard).toEqual(['all', 'all']);
});

test('createChanges() finds a dead connection by a request, and a sleep of the machine by its monotonic clock', async () => {
  const { server, world, sockets, listen, hello, pass, changes } = makeWorld();
  listen();
  hello();
  await pass(30_000);
  expect(server.requests).toHaveLength(1);
  expect(changes.connection()).toBe('live');
  server.isDown = true;
  await pass(30_000);
  expect(changes.connection()).toBe('down');
  server.isDown = false;
  await pass(1_000);
  hello();
  const count = sockets.length;
  world.nowMs += 3_600_000; // timers stood still
  await pass(30_000);
  expect(sockets).toHaveLength(count + 1);
});

test('createChanges() does not mind a wall clock that jumps', async () => {
  const { sockets, listen, hello, pass, changes, server } = makeWorld();
  listen();
  hello();
  vi.setSystemTime(Date.now() + 86_400_000);
  await pass(1_000);
  vi.setSystemTime(0);
  await pass(1_000);
  expect(sockets).toHaveLength(1);
  expect(server.requests).toHaveLength(0);
  expect(changes.connection()).toBe('live');
});
