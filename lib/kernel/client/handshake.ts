import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonObject } from '../../notebook/json/json.ts';
import { createMessage, type Message } from '../wire/message.ts';
import type { Channels, ReceivingChannel } from './channels.ts';

/** What a kernel says about itself: the content of kernel_info_reply. */
export interface KernelInfo {
  protocol_version: string;
  implementation: string;
  implementation_version: string;
  banner: string;
  language_info: JsonObject & { name: string };
  [key: string]: unknown;
}

const pauseMs = 50; // between a reply and the next question while iopub has said nothing
const silenceMs = 1000; // after which a question counts as lost

/**
 * Asks for kernel_info until both a reply and a published status for one of the questions have come: only then is the
 * subscription to iopub known to work, and no output of the first cell can be lost.
 */
export class Handshake {
  readonly done: Promise<KernelInfo>;
  readonly #session = randomUUID();
  readonly #asked = new Set<string>();
  readonly #answered: Promise<void>;
  #info: KernelInfo | undefined;
  #sawStatus = false;
  #noteAnswer!: () => void;
  #finish!: (info: KernelInfo) => void;

  constructor() {
    this.#answered = new Promise((resolve) => {
      this.#noteAnswer = resolve;
    });
    this.done = new Promise((resolve) => {
      this.#finish = resolve;
    });
  }

  take(channel: ReceivingChannel, message: Message): void {
    if (!this.#asked.has(message.parent?.msg_id ?? '')) return;
    if (message.header.msg_type === 'kernel_info_reply') {
      this.#info ??= message.content as unknown as KernelInfo;
      this.#noteAnswer();
    }
    if (channel === 'iopub' && message.header.msg_type === 'status') this.#sawStatus = true;
    if (this.#info && this.#sawStatus) this.#finish(this.#info);
  }

  /** Repeats the question until the handshake is done or the signal says to stop. */
  async ask(channels: Channels, signal: AbortSignal): Promise<void> {
    while (!signal.aborted && !(this.#info && this.#sawStatus)) {
      const message = createMessage('kernel_info_request', {}, { session: this.#session });
      this.#asked.add(message.header.msg_id);
      channels.send('shell', message);
      await Promise.race([this.#answered, nap(silenceMs, signal)]);
      if (this.#info) await Promise.race([this.done, nap(pauseMs, signal)]);
    }
  }
}

async function nap(timeMs: number, signal: AbortSignal): Promise<void> {
  await sleep(timeMs, undefined, { signal }).catch(() => undefined);
}
