import { spawn } from 'node:child_process';

export interface ProgramResult {
  code: number | undefined; // undefined when it did not start, or a signal ended it
  out: Buffer;
  err: string;
  missing: boolean; // there is no such program
}

export interface ProgramOptions {
  cwd: string;
  input?: string | Uint8Array | undefined;
  env?: Record<string, string | undefined> | undefined; // default: that of this process
  timeoutMs?: number | undefined; // after which it is told to end; no limit unless given
}

/** Runs a program to its end with what it reads, and returns all that it printed, as bytes. Never rejects. */
export function runProgram(command: string, args: string[], options: ProgramOptions): Promise<ProgramResult> {
  const { cwd, input, env = process.env, timeoutMs: timeout } = options;
  return new Promise((resolve) => {
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    const child = spawn(command, args, { cwd, env, timeout, windowsHide: true, stdio: ['pipe', 'pipe', 'pipe'] });
    const end = (code: number | null, missing = false) =>
      resolve({ code: code ?? undefined, out: Buffer.concat(out), err: Buffer.concat(err).toString('utf8'), missing });
    child.stdout.on('data', (part: Buffer) => out.push(part));
    child.stderr.on('data', (part: Buffer) => err.push(part));
    child.on('error', (error: NodeJS.ErrnoException) => end(null, error.code === 'ENOENT'));
    child.on('close', (code) => end(code));
    child.stdin.on('error', () => undefined); // it ended before it had read all
    child.stdin.end(input ?? '');
  });
}
