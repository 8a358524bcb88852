import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const program = join(import.meta.dirname, '../../../bin/octavo.js');

/** A child process that is read line by line. */
export interface Lines {
  child: ChildProcess;
  next: () => Promise<string>; // the next line of stdout; fails when there is none any more
  ended: Promise<number | null>; // the exit code
  stderr: () => string;
}

/** Starts a program whose lines are read one by one. */
export function startLines(
  command: string,
  args: string[],
  options: { cwd?: string; env?: object; uid?: number } = {},
): Lines {
  const { OCTAVO_SERVER_TOKEN, MLFLOW_TRACKING_URI, NODE_OPTIONS, ...own } = process.env;
  const child = spawn(command, args, { ...options, env: { ...own, ...options.env }, stdio: ['pipe', 'pipe', 'pipe'] });
  const ended = once(child, 'close').then(([code]) => code as number | null);
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text) => (stderr += text));
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]();
  const next = async () => {
    const line = await lines.next();
    if (line.done) throw new Error(`it ended: ${stderr}`);
    return line.value;
  };
  return { child, next, ended, stderr: () => stderr };
}

/** Starts `octavo server` as a person would. */
export function startServerProcess(folder: string, args: string[], env: object = {}): Lines {
  return startLines(process.execPath, [program, 'server', ...args], { cwd: folder, env });
}
