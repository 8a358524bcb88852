import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from '../../../lib/host/index.ts';

/** Tells whether a process still does anything: one that waits to be reaped by a lazy init does not. */
export function isRunning(pid: number): boolean {
  if (!isAlive(pid)) return false;
  try {
    return !/^\d+ \(.*\) [ZX]/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return process.platform !== 'linux';
  }
}

/** Waits until none of the processes runs, for a generous time unless told otherwise; returns those that still do. */
export async function stillRunning(pids: number[], limitMs = 30_000): Promise<number[]> {
  const start = performance.now();
  while (pids.some(isRunning) && performance.now() - start < limitMs) await sleep(20);
  return pids.filter(isRunning);
}

/** Ends what a failed test would leave behind. */
export function sweep(pids: number[]): void {
  for (const pid of pids) if (pid > 1 && isAlive(pid)) process.kill(pid, 'SIGKILL');
}

/** The most memory that a process has had, in MB; undefined where the system does not tell. */
export function peakMemoryMb(pid: number): number | undefined {
  try {
    return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
  } catch {
    return undefined;
  }
}
