/** Octavo's kernel with a client that asks anything: for requests that the session's API has no words for. */
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startProcess } from '../../../lib/host/index.ts';
import { openChannels } from '../../../lib/kernel/client/channels.ts';
import { chooseFreePorts } from '../../../lib/kernel/client/ports.ts';
import { octavoKernelSpec } from '../../../lib/kernel/index.ts';
import { type Connection, formatConnection } from '../../../lib/kernel/wire/connection.ts';
import { createMessage, type Message } from '../../../lib/kernel/wire/message.ts';
import type { JsonObject } from '../../../lib/notebook/json/index.ts';

export interface RawClient {
  published: Message[]; // all that came on iopub
  questions: Message[]; // all that came on stdin
  replies: Message[]; // all that came on shell
  ask: (type: string, content?: JsonObject) => Promise<JsonObject>; // resolves with the reply's content
  run: (code: string, options?: JsonObject) => Promise<JsonObject>;
  answer: (question: Message, value: string) => void;
  close: () => void;
}

export interface RawKernel extends RawClient {
  pid: number;
  join: (session: string) => Promise<RawClient>; // another client of the same kernel
  stop: () => Promise<void>;
}

export async function startRawKernel(options: { cwd?: string; env?: Record<string, string> } = {}): Promise<RawKernel> {
  const folder = mkdtempSync(join(tmpdir(), 'octavo-raw-kernel-'));
  const { connection, front } = await startFront(folder, { cwd: folder, ...options });
  const first = await connectClient(connection, 'test');
  return {
    ...first,
    pid: front.child.pid as number,
    join: (session) => connectClient(connection, session),
    stop: async () => {
      first.close();
      front.child.kill('SIGTERM');
      await front.ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Starts the front of a kernel, and waits until it listens. Another program may take one of its ports between the look and
 * the listening: then once more with others, as sessions do.
 */
export async function startFront(folder: string, { cwd, env }: { cwd: string; env?: Record<string, string> }) {
  const ip = '127.0.0.1';
  const [node = '', main = ''] = octavoKernelSpec().argv;
  for (;;) {
    const connection = { transport: 'tcp' as const, ip, key: 'k', ports: await chooseFreePorts(ip) };
    const file = join(folder, 'connection.json');
    writeFileSync(file, formatConnection(connection, 'octavo'));
    const front = startProcess(node, [main, file], {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    let hasEnded = false;
    void front.ended.then(() => {
      hasEnded = true;
    });
    while (!hasEnded && !(await areOpen(Object.values(connection.ports), ip))) await sleep(20);
    await sleep(0);
    if (!hasEnded) return { connection, front };
  }
}

async function areOpen(ports: number[], ip: string): Promise<boolean> {
  const opened = ports.map(async (port) => {
    const socket = connect(port, ip);
    try {
      await once(socket, 'connect');
      return true;
    } catch {
      return false;
    } finally {
      socket.destroy();
    }
  });
  return (await Promise.all(opened)).every(Boolean);
}

async function connectClient(connection: Connection, session: string): Promise<RawClient> {
  const waiting = new Map<string, (message: Message) => void>();
  const published: Message[] = [];
  const questions: Message[] = [];
  const replies: Message[] = [];
  const channels = await openChannels(connection, {
    receiveLimit: 0,
    onMessage: (channel, message) => {
      if (channel === 'iopub') published.push(message);
      else if (channel === 'stdin') questions.push(message);
      else {
        replies.push(message);
        waiting.get(message.parent?.msg_id ?? '')?.(message);
      }
    },
  });

  function ask(type: string, content: JsonObject = {}): Promise<JsonObject> {
    const message = createMessage(type, content, { session });
    const reply = new Promise<JsonObject>((resolve) => {
      waiting.set(message.header.msg_id, (answer) => resolve(answer.content));
    });
    channels.send('shell', message);
    return reply;
  }

  // The subscription to iopub takes its time; without it the first messages would be lost.
  while (published.length === 0) await ask('kernel_info_request');
  return {
    published,
    questions,
    replies,
    ask,
    run: (code, options = {}) =>
      ask('execute_request', { code, silent: false, store_history: true, allow_stdin: false, ...options }),
    answer: (question, value) =>
      channels.send(
        'stdin',
        createMessage('input_reply', { status: 'ok', value }, { session, parent: question.header }),
      ),
    close: () => channels.close(),
  };
}
