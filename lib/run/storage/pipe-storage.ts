import { OctavoError } from '../../errors/index.ts';
import type { Storage } from './storages.ts';

/** Standard input and output. What is written there cannot be taken back, so a run writes once, at its end. */
export const pipeStorage: Storage = {
  isFile: false,
  read: async (_place, _host, signal) => ({ bytes: await readAll(process.stdin, signal) }),
  write: async (_place, text) => {
    await writeAll(process.stdout, text);
    return undefined;
  },
  check: async () => undefined,
  restMs: Number.POSITIVE_INFINITY,
};

async function readAll(input: NodeJS.ReadableStream, signal: AbortSignal | undefined): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  const stop = () => (input as NodeJS.ReadStream).destroy(signal?.reason);
  signal?.addEventListener('abort', stop, { once: true });
  try {
    for await (const chunk of input) chunks.push(Buffer.from(chunk));
  } finally {
    signal?.removeEventListener('abort', stop);
  }
  return Buffer.concat(chunks);
}

/**
 * Waits until the reader has taken everything: a process that ends earlier would cut the notebook off. A reader who has
 * gone is an error of the run and not, as otherwise for a command, its quiet end: the notebook would be lost with it.
 */
async function writeAll(output: NodeJS.WriteStream, text: string): Promise<void> {
  const listeners = output.listeners('error') as ((error: Error) => void)[];
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  output.removeAllListeners('error').on('error', reject);
  output.write(text, (error) => (error ? reject(error) : resolve()));
  try {
    await promise;
  } catch (cause) {
    const why = (cause as NodeJS.ErrnoException).code === 'EPIPE' ? 'nobody reads it any more' : String(cause);
    throw new OctavoError('run-output-unwritable', `Cannot write to standard output: ${why}`, {
      cause,
      hint: 'name a file for the executed notebook',
    });
  } finally {
    for (const listener of listeners) output.on('error', listener);
    setImmediate(() => output.off('error', reject)); // the event comes after the callback
  }
}
