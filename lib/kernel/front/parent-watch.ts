import { isAlive } from '../../host/processes.ts';

const pollMs = 250;

/**
 * Calls `orphaned` once when the process that started this one is gone, however it went: there is no signal for that.
 * Polls the parent's id, and JPY_PARENT_PID, by which Jupyter names itself when a launcher stands between.
 */
export function watchParent(orphaned: () => void): void {
  const parent = process.ppid;
  const named = Number(process.env.JPY_PARENT_PID ?? 0);
  const isNamed = Number.isInteger(named) && named > 1;
  // A name that nobody bears is from another machine or container, unless init has already taken us in.
  const watched = isNamed && (isAlive(named) || parent === 1) ? named : undefined;
  const timer = setInterval(() => {
    const lost = process.platform === 'win32' ? !isAlive(parent) : process.ppid !== parent;
    if (!lost && (watched === undefined || isAlive(watched))) return;
    clearInterval(timer);
    orphaned();
  }, pollMs);
  timer.unref(); // the open sockets keep this process, and a kernel that leaves must not wait for a parent
}
