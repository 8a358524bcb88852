import { descendantsOf } from '../../host/processes.ts';
import { sendSignal, watchChildProcesses } from '../evaluator/child-processes.ts';
import { type ChildGuard, startChildGuard } from './child-guard.ts';

const ownChildren = new Set<number>(); // of this thread, which no interrupt of cells may reach
let isWatching = false;

/** The child processes of the cells of a thread: no process group of their own tells them from the program's. */
export class ThreadChildren {
  readonly #running = new Set<number>();
  #guard: ChildGuard | undefined; // since the first of them

  constructor() {
    if (isWatching) return;
    isWatching = true;
    watchChildProcesses(({ pid, isRunning }) => void (isRunning ? ownChildren.add(pid) : ownChildren.delete(pid)));
  }

  note(pid: number, isRunning: boolean): void {
    if (isRunning && Number.isInteger(pid) && pid > 1) {
      this.#running.add(pid);
      this.#guard ??= startChildGuard();
      this.#guard?.hold(pid);
    } else if (this.#running.delete(pid)) this.#guard?.free(pid);
  }

  /** Ends them and theirs at once. */
  kill(): void {
    for (const pid of this.#running) {
      const family = descendantsOf(pid);
      sendSignal(-pid, 'SIGKILL');
      for (const one of [pid, ...family]) sendSignal(one, 'SIGKILL');
    }
    this.#running.clear();
    this.#guard?.close();
    this.#guard = undefined;
  }

  /** Signals the child that the thread waits for in place (`spawnSync`), and its children. */
  signalAwaited(signal: NodeJS.Signals): void {
    const others = new Set([...ownChildren, ...childrenInUse(), ...this.#running]);
    for (const pid of descendantsOf(process.pid, others)) if (!others.has(pid)) sendSignal(pid, signal);
  }
}

/** Those that were started before anybody watched. */
function childrenInUse(): number[] {
  const handles = (process as unknown as { _getActiveHandles: () => { pid?: unknown }[] })._getActiveHandles();
  return handles.flatMap(({ pid }) => (typeof pid === 'number' ? [pid] : []));
}
