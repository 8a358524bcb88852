import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers';
import type { Worker } from 'node:worker_threads';
import { cellName } from './errors/cell-scripts.ts';
import type { LeftRunning } from './protocol.ts';
import { addCellListener, callingCell, type RunningCell } from './running-cell.ts';

// A hook of node:async_hooks would see all of this, but with one Node ends the process when a loop is interrupted.

interface Timer {
  hasRef: () => boolean;
  _destroyed: boolean; // it has run, or was cleared
}

interface Begun {
  what: string;
  cell: RunningCell;
  timer: WeakRef<Timer>;
}

/** What holds a process besides timers, by its class, as people call it. The pipes of a child process go with it. */
const handleWords: Record<string, string> = {
  Server: 'server',
  TLSSocket: 'connection',
  Socket: 'connection',
  ChildProcess: 'child process',
  FSWatcher: 'file watcher',
  StatWatcher: 'file watcher',
};

let begun: Begun[] = [];
let sweepAt = 1024;
const workers = new Map<Worker, RunningCell>();
const cellsOfHandles = new WeakMap<object, RunningCell | undefined>(); // undefined: the kernel's own

const { getActiveResourcesInfo } = process; // as it is before a cell replaces anything
let ownResources = ''; // what keeps the process when no cell has run

/** Notes what cells begin: timers, wherever they have `setTimeout` and its kin from, threads, and what opens while they run. */
export function watchLeftRunning(): void {
  for (const name of ['setTimeout', 'setInterval', 'setImmediate'] as const) {
    const original = timers[name] as unknown as (...all: unknown[]) => Timer;
    const noting = function (this: unknown, ...all: unknown[]): Timer {
      const timer = original.apply(this, all);
      const cell = callingCell();
      if (cell) begun.push({ what: name, cell, timer: new WeakRef(timer) });
      if (begun.length > sweepAt) sweep();
      return timer;
    };
    Object.defineProperties(noting, Object.getOwnPropertyDescriptors(original));
    Object.assign(timers, { [name]: noting });
    Object.assign(globalThis, { [name]: noting });
  }
  syncBuiltinESMExports();
  process.on('worker', (worker: Worker) => {
    const cell = callingCell();
    if (cell) workers.set(worker, cell);
    worker.once('exit', () => workers.delete(worker));
  });
  let last: RunningCell | undefined;
  addCellListener((cell) => {
    noteHandles(last);
    last = cell ?? last;
  });
}

/** Takes what has come up since the last cell began as its own: of most handles Node does not tell who opened them. */
function noteHandles(cell: RunningCell | undefined): void {
  for (const handle of activeHandles()) if (!cellsOfHandles.has(handle)) cellsOfHandles.set(handle, cell);
}

/** What cells began and what still holds the process. */
export function leftRunning(): LeftRunning[] {
  sweep();
  const items = new Map<string, LeftRunning>();
  const add = (what: string, cell: RunningCell) => {
    const key = `${cell.request} ${what}`;
    const item = items.get(key) ?? { what, cell: cellName(cell.place, cell.executionCount), count: 0 };
    item.count += 1;
    items.set(key, item);
  };
  for (const { what, cell } of begun) add(what, cell);
  for (const cell of workers.values()) add('worker thread', cell);
  for (const handle of activeHandles()) {
    const cell = cellsOfHandles.get(handle);
    const what = handleWords[handle.constructor.name];
    if (cell && what && !isPipe(handle)) add(what, cell);
  }
  return [...items.values()];
}

/** Takes what keeps the process now as the kernel's own. */
export function noteOwnResources(): void {
  ownResources = activeResources();
}

/** Whether something that a cell began may still have its turn, of whatever kind. */
export function mayGoOn(): boolean {
  return begun.some(({ timer }) => timer.deref()?._destroyed === false) || activeResources() !== ownResources;
}

function activeResources(): string {
  return getActiveResourcesInfo().sort().join();
}

function sweep(): void {
  begun = begun.filter(({ timer }) => {
    const known = timer.deref();
    return known !== undefined && !known._destroyed && known.hasRef();
  });
  sweepAt = Math.max(1024, 2 * begun.length);
}

/** Node's list of what is open and not unref'ed; undocumented, and there since its beginnings. */
function activeHandles(): object[] {
  return (process as unknown as { _getActiveHandles: () => object[] })._getActiveHandles();
}

function isPipe(handle: object): boolean {
  return (handle as { _handle?: object })._handle?.constructor.name === 'Pipe';
}
