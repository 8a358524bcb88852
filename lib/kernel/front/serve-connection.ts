import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseConnection } from '../wire/connection.ts';
import { Front, type FrontParts } from './front.ts';
import { watchParent } from './parent-watch.ts';
import { openSockets } from './sockets.ts';

const keptMs = 500; // should something still keep this process

/** Binds the ports of a connection file and serves them until the kernel ends. */
export async function serveConnection(
  connectionFile: string,
  { evaluator, language, types }: Pick<FrontParts, 'evaluator' | 'language' | 'types'>,
): Promise<void> {
  try {
    const connection = parseConnection(readFileSync(connectionFile, 'utf8'));
    if (!connection) throw new Error(`${connectionFile} is no connection file of a Jupyter kernel with hmac-sha256`);
    const sockets = await openSockets(connection);
    const front = new Front({
      evaluator,
      sockets,
      language,
      types,
      say: (text) => process.stderr.write(text),
      left: leave,
    });
    sockets.listen((channel, message) => front.take(channel, message));
    process.on('SIGINT', () => front.interrupt());
    for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void front.leave(143, 200));
    watchParent(() => {
      front.abandon();
      process.exit(1);
    });
  } catch (error) {
    evaluator.kill();
    language.close();
    process.stderr.write(`octavo kernel: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}

/** Leaves by having nothing more to do: zeromq delivers what it holds at such an end only, not at process.exit. */
function leave(code: number): void {
  process.exitCode = code;
  void sleep(keptMs, undefined, { ref: false }).then(() => process.exit(code));
}
