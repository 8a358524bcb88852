import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { nodeHost, type ProcessEnd } from '../../lib/host/index.ts';
import { openChannels, type ReceivingChannel } from '../../lib/kernel/client/channels.ts';
import { Handshake } from '../../lib/kernel/client/handshake.ts';
import { launchKernel } from '../../lib/kernel/client/kernel-process.ts';
import type { KernelSpec } from '../../lib/kernel/index.ts';
import { createMessage, type Message } from '../../lib/kernel/wire/message.ts';
import type { JsonObject } from '../../lib/notebook/json/json.ts';

/** What a cell came to. */
export interface Executed {
  reply: JsonObject; // the content of execute_reply
  messages: Message[]; // published for it so far; grows when its timers print later
  replyMs: number; // from sending the request until its reply
  idleMs: number | undefined; // the same until `idle`; undefined when the kernel never said so
}

/** A kernel of any make, near the wire: any request, the time of each answer, and no repairs for anybody's quirks. */
export interface BareKernel {
  readonly pid: number;
  readonly died: Promise<ProcessEnd>;
  /** Rejects when the kernel dies meanwhile. `onBusy` is called when the kernel has said that it begins. */
  execute(code: string, onBusy?: () => void): Promise<Executed>;
  ask(type: string, content: JsonObject): Promise<JsonObject | undefined>; // on shell; undefined when it does not answer
  /** As Jupyter does it for this kind of kernel: by signal, or by a request on the control channel. */
  interrupt(): Promise<void>;
  stop(): Promise<void>;
}

export interface BareKernelOptions {
  cwd: string;
  env?: Record<string, string | undefined>;
  handshake?: boolean; // false: the first request is sent while the kernel is still starting; its outputs may be missed
}

const idleLimitMs = 4000; // after a reply, with nothing coming
const askLimitMs = 20_000;
const executeLimitMs = 120_000;
const attempts = 3; // another program may take a port between its choice and the kernel's bind

/** Starts a kernel. Rejects when it ends before it has answered. */
export async function startBareKernel(spec: KernelSpec, options: BareKernelOptions): Promise<BareKernel> {
  for (let attempt = 1; ; attempt++) {
    const launched = await launchKernel(spec, { cwd: options.cwd, env: options.env ?? {} }, nodeHost);
    try {
      return await connect(spec, launched, options.handshake ?? true);
    } catch (error) {
      await launched.discard();
      if (attempt === attempts) throw error;
    }
  }
}

interface Waiting {
  take: (channel: ReceivingChannel, message: Message) => void;
}

type Launched = Awaited<ReturnType<typeof launchKernel>>;

async function connect(spec: KernelSpec, launched: Launched, withHandshake: boolean): Promise<BareKernel> {
  const session = randomUUID();
  const handshake = new Handshake();
  const requests = new Map<string, Waiting>();
  const channels = await openChannels(launched.connection, {
    receiveLimit: 0,
    onMessage: (channel, message) => {
      handshake.take(channel, message);
      requests.get(message.parent?.msg_id ?? '')?.take(channel, message);
    },
  });
  const death = launched.ended.then((end): never => {
    throw new Error(`${spec.name} ended with ${end.code ?? end.signal}: ${launched.output.last(5)}`);
  });
  death.catch(() => undefined); // whoever waits for the kernel hears of it
  if (withHandshake) {
    const over = new AbortController();
    void handshake.ask(channels, over.signal);
    await Promise.race([handshake.done, death]).finally(() => over.abort());
  }

  async function execute(code: string, onBusy?: () => void): Promise<Executed> {
    const content = { code, silent: false, store_history: true, user_expressions: {}, allow_stdin: false };
    const request = createMessage('execute_request', { ...content, stop_on_error: true }, { session });
    const result: Executed = { reply: {}, messages: [], replyMs: Number.NaN, idleMs: undefined };
    let lastArrival = 0;
    const replied = Promise.withResolvers<void>();
    const settled = Promise.withResolvers<void>();
    requests.set(request.header.msg_id, {
      take: (channel, message) => {
        lastArrival = performance.now();
        if (channel === 'iopub') result.messages.push(message);
        if (channel === 'iopub' && message.content.execution_state === 'busy') onBusy?.();
        if (channel === 'iopub' && message.content.execution_state === 'idle') result.idleMs = lastArrival - sentAt;
        if (message.header.msg_type === 'execute_reply') {
          result.replyMs = lastArrival - sentAt;
          result.reply = message.content;
          replied.resolve();
        }
        if (!Number.isNaN(result.replyMs) && result.idleMs !== undefined) settled.resolve();
      },
    });
    const sentAt = performance.now();
    channels.send('shell', request);
    const over = new AbortController();
    const none = sleep(executeLimitMs, undefined, { signal: over.signal }).then(
      () => Promise.reject(new Error(`${spec.name} does not answer a cell: ${code}`)),
      () => undefined,
    );
    await Promise.race([replied.promise, death, none]).finally(() => over.abort());
    if (!withHandshake) return result; // `idle` may have been published before the subscription was there
    void giveUpWhenSilent(() => lastArrival, settled.resolve);
    await Promise.race([settled.promise, death]);
    return result;
  }

  async function send(channel: 'shell' | 'control', type: string, content: JsonObject, limitMs: number) {
    const request = createMessage(type, content, { session });
    const answer = Promise.withResolvers<JsonObject>();
    requests.set(request.header.msg_id, {
      take: (from, message) => from === channel && answer.resolve(message.content),
    });
    channels.send(channel, request);
    const over = new AbortController();
    const none = sleep(limitMs, undefined, { signal: over.signal }).catch(() => undefined);
    return await Promise.race([answer.promise, none, launched.ended.then(() => undefined)]).finally(() => over.abort());
  }

  return {
    pid: launched.pid as number,
    died: launched.ended,
    execute,
    ask: (type, content) => send('shell', type, content, askLimitMs),
    interrupt: async () => {
      if (spec.interruptMode === 'message') await send('control', 'interrupt_request', {}, 2000);
      else launched.signal('SIGINT');
    },
    stop: async () => {
      if (!launched.hasEnded()) await send('control', 'shutdown_request', { restart: false }, 1000);
      const over = new AbortController();
      await Promise.race([launched.ended, sleep(1000, undefined, { signal: over.signal }).catch(() => undefined)]);
      over.abort();
      channels.close();
      await launched.discard();
    },
  };
}

async function giveUpWhenSilent(lastArrival: () => number, giveUp: () => void): Promise<void> {
  while (performance.now() - lastArrival() < idleLimitMs) await sleep(100, undefined, { ref: false });
  giveUp();
}
