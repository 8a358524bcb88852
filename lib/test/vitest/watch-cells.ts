import { isAlive } from '../../host/index.ts';
import { type CellReport, makeReportsFolder, reportsVariable } from './cell-reports.ts';

/** The cells that run in the workers, and those in which a worker was lost. */
export interface WatchedCells {
  env: Record<string, string>; // for the workers
  lost: ReadonlySet<string>; // absolute paths of notebooks whose worker was killed because a cell took too long
  running: () => CellReport[];
  kill: () => void; // every worker that is known
  close: () => void;
}

const lookMs = 250;
const graceMs = 1000; // a worker that is not in a loop tells of the timeout itself

/** Watches the cells of workers and kills a worker whose cell does not end in time. */
export function watchCells(cellTimeoutMs: number): WatchedCells {
  const reports = makeReportsFolder();
  const lost = new Set<string>();
  const running = () => reports.read().filter(({ cell }) => cell !== undefined);
  const look = () => {
    for (const { pid, file, sinceMs } of running()) {
      const isLate = Date.now() - sinceMs >= cellTimeoutMs + graceMs;
      if (!isLate || lost.has(file) || !isAlive(pid)) continue; // one that died by itself is told as such
      lost.add(file);
      killProcess(pid);
    }
  };
  const timer = setInterval(look, lookMs);
  return {
    env: { [reportsVariable]: reports.folder },
    lost,
    running,
    kill: () => {
      for (const { pid } of reports.read()) killProcess(pid);
    },
    close: () => {
      clearInterval(timer);
      reports.remove();
    },
  };
}

function killProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {} // it has ended
}
