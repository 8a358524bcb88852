import type { Readable, Writable } from 'node:stream';
import type { ChildProcess } from '../../host/index.ts';

type Message = Record<string, unknown>;

/** A conversation with a browser over its pipes (source: Chrome DevTools Protocol, --remote-debugging-pipe). */
export interface DevTools {
  ask: (method: string, params?: Message, sessionId?: string) => Promise<Message>; // rejects when the browser refuses or ends
  event: (method: string) => Promise<void>; // the next one of that name
}

export function openDevTools(browser: ChildProcess): DevTools {
  const [input, output] = [browser.child.stdio[3] as Writable, browser.child.stdio[4] as Readable];
  const waiting = new Map<number, { resolve: (result: Message) => void; reject: (error: Error) => void }>();
  const listeners: { method: string; resolve: () => void; reject: (error: Error) => void }[] = [];
  let nextId = 0;
  let parts: string[] = [];
  let isOver = false;
  input.on('error', () => undefined); // the browser has ended, which is told below
  output.on('error', () => undefined);
  output.setEncoding('utf8').on('data', (chunk: string) => {
    const pieces = chunk.split('\0');
    for (const [at, piece] of pieces.entries()) {
      parts.push(piece);
      if (at === pieces.length - 1) break;
      receive(JSON.parse(parts.join('')) as Message);
      parts = [];
    }
  });
  void browser.ended.then(({ code, message }) => {
    isOver = true;
    const error = new Error(message ?? `it ended with ${code ?? 'a signal'}`);
    for (const one of [...waiting.values(), ...listeners]) one.reject(error);
  });
  return {
    ask: (method, params = {}, sessionId = undefined) =>
      new Promise((resolve, reject) => {
        if (isOver) return reject(new Error('it has ended'));
        const id = ++nextId;
        waiting.set(id, { resolve, reject });
        input.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
      }),
    event: (method) => new Promise((resolve, reject) => listeners.push({ method, resolve, reject })),
  };

  function receive(message: Message): void {
    const asked = waiting.get(message.id as number);
    waiting.delete(message.id as number);
    const problem = message.error as { message?: string } | undefined;
    if (asked && problem) asked.reject(new Error(problem.message ?? 'refused'));
    else if (asked) asked.resolve((message.result ?? {}) as Message);
    for (const listener of listeners) if (listener.method === message.method) listener.resolve();
  }
}
