/** Octavo's kernel with a client that asks anything: for requests that the session's API has no words for. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProcess } from '../../../lib/host/index.ts';
import { openChannels } from '../../../lib/kernel/client/channels.ts';
import { chooseFreePorts } from '../../../lib/kernel/client/ports.ts';
import { octavoKernelSpec } from '../../../lib/kernel/index.ts';
import { formatConnection } from '../../../lib/kernel/wire/connection.ts';
import { createMessage, type Message } from '../../../lib/kernel/wire/message.ts';
import type { JsonObject } from '../../../lib/notebook/index.ts';

export interface RawKernel {
  pid: number;
  published: Message[]; // all that came on iopub
  ask: (type: string, content?: JsonObject) => Promise<JsonObject>; // resolves with the reply's content
  run: (code: string) => Promise<JsonObject>;
  stop: () => Promise<void>;
}

export async function startRawKernel(options: { cwd?: string; env?: Record<string, string> } = {}): Promise<RawKernel> {
  const folder = mkdtempSync(join(tmpdir(), 'octavo-raw-kernel-'));
  const ip = '127.0.0.1';
  const connection = { transport: 'tcp' as const, ip, key: 'k', ports: await chooseFreePorts(ip) };
  const file = join(folder, 'connection.json');
  writeFileSync(file, formatConnection(connection, 'octavo'));
  const [node = '', main = ''] = octavoKernelSpec().argv;
  const front = startProcess(node, [main, file], {
    cwd: options.cwd ?? folder,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const waiting = new Map<string, (message: Message) => void>();
  const published: Message[] = [];
  const channels = await openChannels(connection, {
    receiveLimit: 0,
    onMessage: (channel, message) => {
      if (channel === 'iopub') published.push(message);
      else waiting.get(message.parent?.msg_id ?? '')?.(message);
    },
  });

  function ask(type: string, content: JsonObject = {}): Promise<JsonObject> {
    const message = createMessage(type, content, { session: 'test' });
    const reply = new Promise<JsonObject>((resolve) => {
      waiting.set(message.header.msg_id, (answer) => resolve(answer.content));
    });
    channels.send('shell', message);
    return reply;
  }

  await ask('kernel_info_request');
  return {
    pid: front.child.pid as number,
    published,
    ask,
    run: (code) => ask('execute_request', { code, silent: false, store_history: true, allow_stdin: false }),
    stop: async () => {
      channels.close();
      front.child.kill('SIGTERM');
      await front.ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
