import type { Change, Changes, Connection } from './changes.ts';
import type { OctavoClient, Schemas } from './client.ts';
import { type Answer, ask, isFromServer } from './problem.ts';

/** The version of the API that these views read; the server says its own in `hello`. */
export const knownApiVersion = 1;

/** What is needed of a WebSocket. */
export type Socket = Pick<WebSocket, 'close' | 'onmessage' | 'onclose' | 'onerror'>;

/** Where the news come from, and when they are wanted. All but the first two have defaults for a browser. */
export interface ChangesSource {
  client: OctavoClient;
  openSocket: () => Socket; // at …/api/octavo/changes; may throw where WebSockets cannot be had
  page?: Page;
  timing?: Partial<Timing>;
}

/** Whether anybody can see the page. */
export interface Page {
  isVisible: () => boolean;
  onVisibility: (listener: () => void) => () => void; // returns what stops it
}

export interface Timing {
  firstRetryMs: number;
  lastRetryMs: number;
  helloMs: number; // a socket that says nothing for so long is given up
  heartbeatMs: number; // a silent connection is tried with a request after so long
  pollMs: number; // without WebSockets
  hiddenMs: number; // a hidden page keeps its socket for so long
  idleMs: number; // and a page without listeners for so long
  nowMs: () => number; // monotonic: the wall clock may jump
  random: () => number;
}

const browserTiming: Timing = {
  firstRetryMs: 500,
  lastRetryMs: 15_000,
  helloMs: 20_000,
  heartbeatMs: 30_000,
  pollMs: 3_000,
  hiddenMs: 30_000,
  idleMs: 1_000,
  nowMs: () => performance.now(),
  random: Math.random,
};

const browserPage: Page = {
  isVisible: () => document.visibilityState === 'visible',
  onVisibility: (listener) => {
    document.addEventListener('visibilitychange', listener);
    return () => document.removeEventListener('visibilitychange', listener);
  },
};

/**
 * Makes the one source of news for all views. Its WebSocket opens when the first view listens and the page is visible, comes back
 * with growing pauses when it is lost, and gives way to polling where WebSockets cannot be had.
 */
export function createChanges(source: ChangesSource): Changes & { close(): void } {
  const { client, openSocket, page = browserPage } = source;
  const timing = { ...browserTiming, ...source.timing };
  const changeListeners = new Set<(change: Change | 'all') => void>();
  const connectionListeners = new Set<(connection: Connection) => void>();
  let connection: Connection = 'connecting';
  let socket: Socket | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let idleTimer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0; // attempts in a row that did not reach the server
  let refusals = 0; // sockets in a row that failed though the server answers requests
  let heardMs = 0;
  let turn = 0; // counts up whenever what is under way became void
  let isClosed = false;

  const isWanted = () => !isClosed && changeListeners.size > 0 && page.isVisible();

  function become(next: Connection): void {
    if (connection === next) return;
    connection = next;
    for (const listener of [...connectionListeners]) listener(next);
  }
  function tell(change: Change | 'all'): void {
    for (const listener of [...changeListeners]) listener(change);
  }
  function later(delayMs: number, work: () => void): void {
    clearTimeout(timer);
    timer = setTimeout(work, delayMs);
  }
  function drop(): void {
    turn += 1;
    clearTimeout(timer);
    timer = undefined;
    const old = socket;
    socket = null;
    if (old) {
      old.onmessage = old.onclose = old.onerror = null;
      old.close();
    }
  }

  function connect(): void {
    drop();
    if (!isWanted()) return;
    const mine = turn;
    try {
      socket = openSocket();
    } catch {
      void probe();
      return;
    }
    later(timing.helloMs, probe);
    socket.onmessage = (event) => {
      if (mine === turn) hear(JSON.parse(String(event.data)) as Schemas['ChangeMessage']);
    };
    socket.onclose = socket.onerror = () => {
      if (mine === turn) void probe();
    };
  }

  function hear(message: Schemas['ChangeMessage']): void {
    heardMs = timing.nowMs();
    if (message.type === 'hello') {
      failures = refusals = 0;
      if (message.apiVersion !== knownApiVersion) {
        wait('other-version');
        return;
      }
      become('live');
      later(timing.heartbeatMs, beat);
      tell('all'); // what happened before this moment was not heard
      return;
    }
    tell(message.isPartial ? 'all' : message);
  }

  /** A connection can be dead without a word (a laptop slept, a tunnel went): ask, when it was silent for long. */
  async function beat(): Promise<void> {
    if (!page.isVisible()) return later(timing.heartbeatMs, beat);
    const silentMs = timing.nowMs() - heardMs;
    if (silentMs < timing.heartbeatMs) return later(timing.heartbeatMs - silentMs, beat);
    if (silentMs > 2.5 * timing.heartbeatMs) return connect(); // timers stood still: the machine slept
    const mine = turn;
    const { data } = await readProject();
    if (mine !== turn) return;
    if (!data) return void probe();
    heardMs = timing.nowMs();
    later(timing.heartbeatMs, beat);
  }

  /** Finds out why the socket failed, and what to do next. */
  async function probe(): Promise<void> {
    drop();
    if (!isWanted()) return;
    if (connection === 'live') become('connecting');
    const mine = turn;
    const { data, problem } = await readProject();
    if (mine !== turn) return;
    if (problem && !isFromServer(problem)) return wait(problem.code === 'no-session' ? 'no-session' : 'down');
    if (data && data.apiVersion !== knownApiVersion) return wait('other-version');
    failures = 0;
    refusals += 1;
    if (refusals < 2) return later(timing.firstRetryMs * (0.5 + timing.random()), connect);
    become('live');
    tell('all');
    // Now and then the socket is tried again: whatever stood in its way may have gone.
    later(timing.pollMs, refusals % 10 === 0 ? connect : probe);
  }

  function wait(why: Connection): void {
    drop();
    become(why);
    const pauseMs = Math.min(timing.lastRetryMs, timing.firstRetryMs * 2 ** failures);
    failures += 1;
    later(pauseMs * (0.7 + 0.6 * timing.random()), connect);
  }

  function readProject(): Promise<Answer<Schemas['Project']>> {
    const signal = AbortSignal.timeout(timing.helloMs);
    return ask(client.GET('/api/octavo/project', { signal, cache: 'no-store' }));
  }

  const stopWatching = page.onVisibility(() => {
    if (!page.isVisible()) {
      if (socket && connection === 'live') later(timing.hiddenMs, drop);
      return;
    }
    if (!socket) connect();
    else if (connection === 'live') later(0, beat);
  });

  return {
    connection: () => connection,
    onConnection: (listener) => {
      connectionListeners.add(listener);
      return () => connectionListeners.delete(listener);
    },
    onChange: (listener) => {
      changeListeners.add(listener);
      if (!socket && timer === undefined) connect();
      return () => {
        changeListeners.delete(listener);
        // One view may leave as another comes: wait a little before the socket goes.
        clearTimeout(idleTimer);
        idleTimer = setTimeout(() => changeListeners.size === 0 && drop(), timing.idleMs);
      };
    },
    retry: () => {
      failures = 0;
      if (connection !== 'live') become('connecting');
      connect();
    },
    close: () => {
      isClosed = true;
      clearTimeout(idleTimer);
      drop();
      stopWatching();
      changeListeners.clear();
    },
  };
}
