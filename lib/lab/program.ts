import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { signalGroup, startProcess } from '../host/index.ts';

export interface ProgramOptions {
  cwd: string;
  env: Record<string, string | undefined>; // the whole environment
  onLine?: ((line: string) => void) | undefined;
  signal?: AbortSignal | undefined; // ends the program
}

export interface ProgramEnd {
  code: number | undefined; // undefined when a signal ended it, or when it did not start
  lines: string[]; // what it printed on stdout and stderr, without the empty ones; the last hundred
}

const keptLines = 100;

/** Runs a program to its end and keeps what it prints. Never rejects. */
export async function runProgram(command: string, args: string[], options: ProgramOptions): Promise<ProgramEnd> {
  const started = startProcess(command, args, { cwd: options.cwd, env: options.env });
  const lines: string[] = [];
  const keep = (line: string) => {
    options.onLine?.(line);
    if (line.trim() !== '') lines.push(line.trimEnd());
    if (lines.length > keptLines) lines.shift();
  };
  for (const stream of [started.child.stdout, started.child.stderr]) {
    if (stream) createInterface(stream).on('line', keep);
  }
  started.child.stdin?.on('error', () => undefined); // it ended without reading, which says nothing
  const stop = () => {
    if (started.pid !== undefined) signalGroup(started.pid, 'SIGKILL');
  };
  if (options.signal?.aborted) stop();
  options.signal?.addEventListener('abort', stop);
  const closed = new Promise<void>((resolve) => started.child.once('close', () => resolve()));
  const end = await started.ended;
  if (started.pid !== undefined) await closed;
  options.signal?.removeEventListener('abort', stop);
  if (end.message !== undefined) lines.push(end.message);
  return { code: end.code, lines };
}

/** The arguments with which Python runs a module that ends when this process does, however that ends. */
export function guarded(module: string, args: string[]): string[] {
  return [fileURLToPath(new URL('./guarded.py', import.meta.url)), module, ...args];
}
