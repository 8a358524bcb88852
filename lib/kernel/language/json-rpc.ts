import type { Readable, Writable } from 'node:stream';

export type Handler = (method: string, params: unknown) => unknown;

export interface JsonRpc {
  /** Asks; rejects with what the other side answers as an error, or when it is gone. */
  request<Answer>(method: string, params: unknown): Promise<Answer>;
  notify(method: string, params: unknown): void;
  /** Rejects all that waits, and what is asked from here on. */
  end(reason: string): void;
}

/** The other side has ended, or said what is no message. */
export class ConnectionEnded extends Error {}

interface Waiting {
  resolve: (value: unknown) => void;
  reject: (error: Error) => void;
}

const mostHeaderBytes = 4096;
const mayBeHeader = /^$|^c(o|$)/i; // as far as it has come: `Content-Length`, `Content-Type`

/**
 * JSON-RPC 2.0 with the language server protocol's framing. `answer` gives what the other side's requests get.
 * Own lines: vscode-jsonrpc takes 27 ms to load, a third of the start of a kernel.
 */
export function connectJsonRpc(input: Readable, output: Writable, answer: Handler): JsonRpc {
  const waiting = new Map<number, Waiting>();
  let last = 0;
  let ended: ConnectionEnded | undefined;
  let pieces: Buffer = Buffer.alloc(0);
  let wanted: number | undefined; // bytes of the message whose header has been read

  function send(message: object): void {
    const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }));
    output.write(Buffer.concat([Buffer.from(`Content-Length: ${body.length}\r\n\r\n`), body]));
  }

  function end(reason: string): void {
    if (ended) return;
    ended = new ConnectionEnded(reason);
    for (const { reject } of waiting.values()) reject(ended);
    waiting.clear();
  }

  function take(text: string): void {
    const message = JSON.parse(text) as { id?: number; method?: string; params?: unknown; [key: string]: unknown };
    if (message.method !== undefined) {
      if (message.id !== undefined) send({ id: message.id, result: answer(message.method, message.params) ?? null });
      return;
    }
    const one = waiting.get(message.id ?? -1);
    waiting.delete(message.id ?? -1);
    const error = message.error as { message?: string } | undefined;
    if (error) one?.reject(new Error(error.message ?? 'unknown error'));
    else one?.resolve(message.result);
  }

  function read(): void {
    for (;;) {
      if (wanted === undefined) {
        const at = pieces.indexOf('\r\n\r\n');
        const header = pieces.subarray(0, at === -1 ? mostHeaderBytes : at).toString('latin1');
        if (at === -1 && header.length < mostHeaderBytes && mayBeHeader.test(header)) return;
        const length = /^content-length: *(\d+)/im.exec(header)?.[1];
        if (at === -1 || length === undefined) throw new Error('no header');
        wanted = Number(length);
        pieces = pieces.subarray(at + 4);
      }
      if (pieces.length < wanted) return;
      const text = pieces.subarray(0, wanted).toString();
      pieces = pieces.subarray(wanted);
      wanted = undefined;
      take(text);
    }
  }

  input.on('data', (chunk: Buffer) => {
    if (ended) return;
    pieces = pieces.length === 0 ? chunk : Buffer.concat([pieces, chunk]);
    if (wanted !== undefined && pieces.length < wanted) return;
    try {
      read();
    } catch {
      end('it wrote what is no message');
    }
  });
  input.on('error', () => end('its output broke off'));
  output.on('error', () => end('it takes no more messages'));

  return {
    request: <Answer>(method: string, params: unknown) =>
      new Promise<Answer>((resolve, reject) => {
        if (ended) return reject(ended);
        waiting.set(++last, { resolve: resolve as (value: unknown) => void, reject });
        send({ id: last, method, params });
      }),
    notify: (method, params) => {
      if (!ended) send({ method, params });
    },
    end,
  };
}
