import type { ChildProcess } from 'node:child_process';
import { subscribe } from 'node:diagnostics_channel';

/** A child process that a cell started and did not wait for in place. */
export interface ChildNews {
  pid: number;
  isDetached: boolean; // leads a group of its own, which a signal to the evaluator's does not reach
  isRunning: boolean;
}

interface SpawnOptions {
  detached?: boolean;
}

const detached = new Set<number>();

/** Calls a listener when a child process begins and when it ends, those of `spawnSync` left out. */
export function watchChildProcesses(tell: (news: ChildNews) => void): void {
  // Told from the constructor of ChildProcess; the pid is known when its method `spawn` has returned.
  subscribe('child_process', (message) => {
    const { process: child } = message as { process: ChildProcess & { spawn(options: SpawnOptions): unknown } };
    const spawn = (options: SpawnOptions) => {
      Reflect.deleteProperty(child, 'spawn');
      const result = child.spawn(options);
      const { pid } = child;
      if (pid === undefined) return result; // it could not be started
      const isDetached = options.detached === true;
      if (isDetached) detached.add(pid);
      child.prependOnceListener('exit', () => {
        detached.delete(pid);
        tell({ pid, isDetached, isRunning: false });
      });
      tell({ pid, isDetached, isRunning: true });
      return result;
    };
    Object.defineProperty(child, 'spawn', { configurable: true, value: spawn });
  });
}

/** Ends the child processes that would outlive this process, with their groups. */
export function killDetachedChildren(): void {
  for (const pid of detached) sendSignal(-pid, 'SIGKILL');
}

/** Sends a signal to a process, or with a negative id to a group; false when it has ended. */
export function sendSignal(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}
