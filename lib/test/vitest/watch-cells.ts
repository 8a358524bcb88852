import type { Writable } from 'node:stream';
import { type CellReport, readCellReports } from './cell-reports.ts';

/** The cells that run in the workers, and those in which a worker was lost. */
export interface WatchedCells {
  stderr: Writable; // of the workers
  lost: ReadonlyMap<string, LostCell>; // by absolute path of the notebook
  running: () => CellReport[];
  kill: () => void; // every worker that is known
  close: () => void;
}

export interface LostCell {
  cell: string;
  timedOut: boolean;
}

const graceMs = 1000; // a worker that is not in a loop tells of the timeout itself

/** Watches the cells of workers and kills a worker whose cell does not end in time. */
export function watchCells(cellTimeoutMs: number): WatchedCells {
  const running = new Map<number, { report: CellReport; timer: NodeJS.Timeout | undefined }>();
  const lost = new Map<string, LostCell>();
  const pids = new Set<number>();
  const onReport = (report: CellReport) => {
    const { pid, file, cell } = report;
    clearTimeout(running.get(pid)?.timer);
    running.delete(pid);
    pids.add(pid);
    if (cell === undefined) return;
    const stop = () => {
      lost.set(file, { cell, timedOut: true });
      killProcess(pid);
    };
    // A timer takes no more than 2^31 ms; whoever allows a cell a month does not wait for it here.
    const timer = cellTimeoutMs < 2 ** 31 - graceMs ? setTimeout(stop, cellTimeoutMs + graceMs) : undefined;
    running.set(pid, { report, timer });
  };
  return {
    stderr: readCellReports(onReport),
    lost,
    running: () => [...running.values()].map(({ report }) => report),
    kill: () => pids.forEach(killProcess),
    close: () => {
      for (const { timer } of running.values()) clearTimeout(timer);
    },
  };
}

function killProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {} // it has ended
}
