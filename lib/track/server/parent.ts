import { isAlive } from '../../host/processes.ts';

/**
 * Calls back once when the process that started this one is gone: the system gives its children another parent then. A
 * process that has none to begin with, as the first of a container, is left alone. Returns what stops the watch.
 */
export function whenParentEnds(callback: () => void, everyMs = 250): () => void {
  const parent = process.ppid;
  if (parent <= 1) return () => undefined;
  const timer = setInterval(() => {
    if (process.ppid === parent && isAlive(parent)) return;
    clearInterval(timer);
    callback();
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
