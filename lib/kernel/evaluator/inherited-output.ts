import type { ChildProcess } from 'node:child_process';
import { subscribe } from 'node:diagnostics_channel';
import type { Readable } from 'node:stream';
import { callingCell, type RunningCell, runAsCell } from './running-cell.ts';

interface SpawnOptions {
  stdio?: unknown;
}

type Spawning = Omit<ChildProcess, 'stdio'> & { spawn: (options: SpawnOptions) => unknown; stdio: unknown[] };

/**
 * Gives what a child process writes into the kernel's own stdout or stderr (`stdio: 'inherit'`) to the cell that started
 * it: through a pipe, since of what comes straight from a file descriptor nobody knows whose it is. `spawnSync` is left as
 * it is: no other cell runs meanwhile. To be called behind `watchChildProcesses`, whose own wrapper it keeps.
 */
export function takeInheritedOutput(): void {
  subscribe('child_process', (message) => {
    const { process: child } = message as { process: Spawning };
    const cell = callingCell();
    if (!cell) return;
    const inner = Object.getOwnPropertyDescriptor(child, 'spawn');
    const spawn = (options: SpawnOptions): unknown => {
      if (inner) Object.defineProperty(child, 'spawn', inner);
      else Reflect.deleteProperty(child, 'spawn');
      const { stdio } = options;
      const entries: unknown[] = Array.isArray(stdio) ? [...stdio] : [stdio, stdio, stdio];
      const targets = [1, 2].map((fd) => ({ fd, target: targetOf(entries[fd], fd) }));
      for (const { fd, target } of targets) if (target) entries[fd] = 'pipe';
      const takesInput = isInput(entries[0]);
      if (takesInput) entries[0] = 'ignore';
      const isChanged = takesInput || targets.some(({ target }) => target);
      const result = child.spawn(isChanged ? { ...options, stdio: entries } : options);
      for (const { fd, target } of targets) if (target) forward(child, fd, target, cell);
      return result;
    };
    Object.defineProperty(child, 'spawn', { configurable: true, value: spawn });
  });
}

/** Whether an entry of `stdio` means the kernel's own stdin, which is nobody's: in a thread it is that of the program. */
function isInput(entry: unknown): boolean {
  return entry === 'inherit' || entry === 0 || (entry as { fd?: unknown } | null | undefined)?.fd === 0;
}

/** Which of the kernel's streams an entry of `stdio` means; undefined when it means none. */
function targetOf(entry: unknown, fd: number): 'stdout' | 'stderr' | undefined {
  const given = typeof entry === 'object' && entry !== null ? (entry as { fd?: unknown }).fd : entry;
  const meant = given === 'inherit' ? fd : given;
  return meant === 1 ? 'stdout' : meant === 2 ? 'stderr' : undefined;
}

/** Passes on what a pipe brings; for the cell's code the child has no such stream, as it asked for. */
function forward(child: Spawning, fd: number, target: 'stdout' | 'stderr', cell: RunningCell): void {
  const pipe = child.stdio[fd] as Readable | undefined | null;
  if (!pipe) return; // it could not be started
  runAsCell(cell, () => pipe.on('data', (bytes: Uint8Array) => process[target].write(bytes)));
  child.stdio[fd] = null;
  Object.assign(child, { [fd === 1 ? 'stdout' : 'stderr']: null });
}
