/** Collects changes until they have settled, and hands them on, one batch at a time. */
export interface SettledChanges {
  add: (path: string) => void; // something may have happened to this file
  later: (path: string, delayMs: number) => void; // look at it again, even if nothing happens
  close: () => Promise<void>; // resolves when the batch in work is done; nothing is handed on any more
}

export interface SettledOptions {
  quietMs: (path: string) => number; // how long nothing must happen after a change of this file
  longestMs: number; // how long a stream of changes is held up at most
  isBusy: () => boolean; // somebody is changing many files: wait
  take: (paths: Map<string, number>) => Promise<void>; // with the time of each one's first change (performance.now())
}

const busyMs = 25; // between two looks at whether somebody is busy

export function settledChanges({ quietMs, longestMs, isBusy, take }: SettledOptions): SettledChanges {
  let waiting = new Map<string, number>();
  let timer: NodeJS.Timeout | undefined;
  let work: Promise<void> | undefined;
  let closed = false;
  const delayed = new Set<NodeJS.Timeout>();

  const quietOf = (paths: Map<string, number>) => Math.max(...[...paths.keys()].map(quietMs));
  const schedule = (delayMs: number) => {
    clearTimeout(timer);
    timer = setTimeout(run, delayMs);
  };

  const run = () => {
    timer = undefined;
    if (closed || work || waiting.size === 0) return;
    if (isBusy()) return schedule(busyMs);
    const batch = waiting;
    waiting = new Map();
    work = take(batch).finally(() => {
      work = undefined;
      if (waiting.size > 0 && timer === undefined) schedule(quietOf(waiting));
    });
  };

  const add = (path: string) => {
    if (closed) return;
    const now = performance.now();
    if (!waiting.has(path)) waiting.set(path, now);
    const first = Math.min(...waiting.values());
    schedule(Math.max(0, Math.min(quietOf(waiting), first + longestMs - now)));
  };

  return {
    add,
    later: (path, delayMs) => {
      if (closed) return;
      const again = setTimeout(() => {
        delayed.delete(again);
        add(path);
      }, delayMs);
      delayed.add(again);
    },
    close: async () => {
      closed = true;
      clearTimeout(timer);
      for (const one of delayed) clearTimeout(one);
      await work?.catch(() => undefined); // whoever takes tells its own errors
    },
  };
}
