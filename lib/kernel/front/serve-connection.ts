import { readFileSync } from 'node:fs';
import { parseConnection } from '../wire/connection.ts';
import type { EvaluatorProcess } from './evaluator-process.ts';
import { Front } from './front.ts';
import { watchParent } from './parent-watch.ts';
import type { SessionLanguage } from './session-language.ts';
import { openSockets } from './sockets.ts';

/** Binds the ports of a connection file and serves them until the kernel ends. */
export async function serveConnection(
  connectionFile: string,
  evaluator: EvaluatorProcess,
  language: SessionLanguage,
): Promise<void> {
  try {
    const connection = parseConnection(readFileSync(connectionFile, 'utf8'));
    if (!connection) throw new Error(`${connectionFile} is no connection file of a Jupyter kernel with hmac-sha256`);
    const sockets = await openSockets(connection);
    const front = new Front(evaluator, sockets, language);
    sockets.listen((channel, message) => front.take(channel, message));
    process.on('SIGINT', () => front.interrupt());
    for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void front.leave(143, 200));
    watchParent(() => front.abandon());
  } catch (error) {
    evaluator.kill();
    language.close();
    process.stderr.write(`octavo kernel: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
