import { createHook } from 'node:async_hooks';
import { cellName } from './cell-scripts.ts';
import type { LeftRunning } from './protocol.ts';
import { owningCell, type RunningCell } from './running-cell.ts';

interface Resource {
  hasRef?: () => boolean;
  _destroyed?: boolean; // of a timer: it has run, or was cleared
  _repeat?: number | null; // of a timer: the time of an interval
}

interface Begun {
  type: string;
  cell: RunningCell;
  resource: WeakRef<Resource>;
}

/** What may hold a process, by Node's names, as people call it. */
const words: Record<string, string> = {
  Timeout: 'setTimeout',
  Immediate: 'setImmediate',
  TCPSERVERWRAP: 'server',
  PIPESERVERWRAP: 'server',
  TCPWRAP: 'connection',
  UDPWRAP: 'UDP socket',
  PROCESSWRAP: 'child process',
  WORKER: 'worker thread',
  MESSAGEPORT: 'message port',
  FSEVENTWRAP: 'file watcher',
  STATWATCHER: 'file watcher',
};

let begun: Begun[] = [];
let sweepAt = 1024;

/** Notes what cells begin that may outlive them. Promises are left out: they hold nothing, and are many. */
export function watchLeftRunning(): void {
  createHook({
    init: (_id, type, _trigger, resource) => {
      if (!(type in words)) return;
      const cell = owningCell();
      if (cell) begun.push({ type, cell, resource: new WeakRef(resource as Resource) });
      if (begun.length > sweepAt) sweep();
    },
    trackPromises: false,
  }).enable();
}

/** What cells began and what still holds the process, in the order of their beginning. */
export function leftRunning(): LeftRunning[] {
  sweep();
  const items = new Map<string, LeftRunning>();
  for (const { type, cell, resource } of begun) {
    const what = resource.deref()?._repeat != null ? 'setInterval' : (words[type] ?? type);
    const name = cellName(cell.place, cell.executionCount);
    const item = items.get(`${what} ${cell.request}`) ?? { what, cell: name, count: 0 };
    item.count += 1;
    items.set(`${what} ${cell.request}`, item);
  }
  return [...items.values()];
}

function sweep(): void {
  begun = begun.filter(({ resource }) => holdsProcess(resource.deref()));
  sweepAt = Math.max(1024, 2 * begun.length);
}

function holdsProcess(resource: Resource | undefined): boolean {
  try {
    return resource?.hasRef?.() === true && resource._destroyed !== true;
  } catch {
    return false;
  }
}
