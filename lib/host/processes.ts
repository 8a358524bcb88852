import { type ChildProcess as NodeChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

export interface StartOptions {
  cwd: string;
  env: Record<string, string | undefined>; // the whole environment, nothing is inherited
  stdio?: ('pipe' | 'ignore' | 'inherit' | number)[]; // default: stdin pipe, stdout and stderr pipe; more entries are fds 3, 4, …
}

export interface ProcessEnd {
  code: number | undefined; // undefined when a signal ended it, or when it did not start
  signal: NodeJS.Signals | undefined;
  message?: string | undefined; // why it did not start
}

export interface ChildProcess {
  readonly pid: number | undefined; // undefined when it could not be started
  readonly child: NodeChildProcess;
  readonly ended: Promise<ProcessEnd>; // never rejects; resolves when the process itself ends, whoever still holds its pipes
}

/**
 * Starts a program as the leader of a process group of its own, so that `signalGroup` reaches all its descendants.
 * Node's own `spawn`, not execa: execa takes 65 ms to load, a tenth of a whole headless run, and it waits for the pipes.
 */
export function startProcess(command: string, args: string[], options: StartOptions): ChildProcess {
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env,
    detached: true,
    windowsHide: true,
    stdio: options.stdio ?? ['pipe', 'pipe', 'pipe'],
  });
  const ended = new Promise<ProcessEnd>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code: code ?? undefined, signal: signal ?? undefined }));
    child.on('error', (error) => {
      if (child.pid === undefined) resolve({ code: undefined, signal: undefined, message: error.message });
    });
  });
  return { pid: child.pid, child, ended };
}

/** Sends a signal to every process of a group. Returns false when the group has no process left. */
export function signalGroup(leaderPid: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(process.platform === 'win32' ? leaderPid : -leaderPid, signal);
    return true;
  } catch {
    return false;
  }
}

/** The ids of the processes that a process has started, and of theirs, without the families of some; none on Windows. */
export function descendantsOf(ancestor: number, without: ReadonlySet<number> = new Set()): number[] {
  if (process.platform === 'win32') return [];
  const rows = existsSync('/proc/self/stat') ? readdirSync('/proc').map(statOf) : listProcesses();
  const found: number[] = [];
  for (let parents = [ancestor]; parents.length > 0; ) {
    const children = rows.flatMap(([pid, parent]) => (pid && parent && parents.includes(parent) ? [pid] : []));
    parents = children.filter((pid) => !without.has(pid));
    found.push(...parents);
  }
  return found;
}

/** A process's id and its parent's, from a line such as `17 (a name) S 1 …`. */
function statOf(pid: string): number[] {
  if (!/^\d+$/.test(pid)) return [];
  try {
    const [, ppid] = /^.*\) \S (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, 'latin1')) ?? [];
    return [Number(pid), Number(ppid)];
  } catch {
    return []; // it has ended since
  }
}

function listProcesses(): number[][] {
  const { stdout, pid } = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8', timeout: 1000 });
  const rows = (stdout ?? '').split('\n').map((row) => row.trim().split(/\s+/).map(Number));
  return rows.filter(([child]) => child !== pid);
}

/** Tells whether a process with this id exists on this machine. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Runs a short program to its end and returns what it printed, or undefined when it is missing or failed. */
export async function readCommand(command: string, args: string[], cwd: string): Promise<string | undefined> {
  const { execa } = await import('execa');
  const result = await execa(command, args, { cwd, reject: false, stdin: 'ignore', timeout: 10_000 });
  return result.failed ? undefined : result.stdout;
}
