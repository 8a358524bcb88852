import { constants } from 'node:os';
import { signalGroup, startProcess } from '../host/index.ts';

export interface RunToEndOptions {
  cwd: string;
  env: Record<string, string | undefined>;
  signal?: AbortSignal | undefined; // ends the program and all that it started
  say?: ((text: string) => void) | undefined; // gets what it prints; default: stderr of this process
}

/**
 * Runs a program to its end; all that it prints goes to `say`, or to stderr, because stdout belongs to the result of a command.
 * Returns its exit code: 128 + n when a signal ended it, 127 when it could not be started.
 */
export async function runToEnd(command: string, args: string[], options: RunToEndOptions): Promise<number> {
  if (options.signal?.aborted) return 130;
  const { cwd, env, say } = options;
  const { pid, child, ended } = startProcess(command, args, {
    cwd,
    env,
    stdio: say ? ['ignore', 'pipe', 'pipe'] : ['ignore', 2, 2],
  });
  const closed = new Promise((resolve) => child.once('close', resolve));
  if (say) for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', say);
  const stop = () => pid !== undefined && signalGroup(pid, 'SIGINT');
  options.signal?.addEventListener('abort', stop, { once: true });
  const { code, signal, message } = await ended;
  options.signal?.removeEventListener('abort', stop);
  if (message !== undefined) return 127;
  if (say) await closed; // the last of what it printed comes after its end
  return code ?? 128 + (constants.signals[signal ?? 'SIGTERM'] ?? 0);
}
