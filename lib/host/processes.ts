import { execa, type ResultPromise } from 'execa';

export interface StartOptions {
  cwd: string;
  env: Record<string, string | undefined>; // the whole environment, nothing is inherited
  stdio?: ('pipe' | 'ignore' | 'inherit')[]; // default: stdin pipe, stdout and stderr pipe
}

export interface ProcessEnd {
  code: number | undefined; // undefined when a signal ended it, or when it did not start
  signal: NodeJS.Signals | undefined;
  message?: string | undefined; // why it did not start
}

export interface ChildProcess {
  readonly pid: number | undefined; // undefined when it could not be started
  readonly child: ResultPromise;
  readonly ended: Promise<ProcessEnd>; // never rejects
}

/** Starts a program as the leader of a process group of its own, so that `signalGroup` reaches all its descendants. */
export function startProcess(command: string, args: string[], options: StartOptions): ChildProcess {
  const child = execa(command, args, {
    cwd: options.cwd,
    env: options.env as Record<string, string>,
    extendEnv: false,
    detached: true,
    cleanup: true,
    reject: false,
    buffer: false,
    stdio: (options.stdio ?? ['pipe', 'pipe', 'pipe']) as ['pipe', 'pipe', 'pipe'], // execa's type wants a tuple
  });
  const ended = child.then((result) => ({
    code: result.exitCode,
    signal: result.signal as NodeJS.Signals | undefined,
    message: result.exitCode === undefined && result.signal === undefined ? result.shortMessage : undefined,
  }));
  return { pid: child.pid, child: child as unknown as ResultPromise, ended };
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
  const result = await execa(command, args, { cwd, reject: false, stdin: 'ignore', timeout: 10_000 });
  return result.failed ? undefined : result.stdout;
}
