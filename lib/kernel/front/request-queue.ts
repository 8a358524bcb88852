import { setTimeout as sleep } from 'node:timers/promises';
import type { Message } from '../wire/message.ts';

const lateArrivalMs = 5; // requests sent in one go with a cell that fails at once may still be on their way

/** Answers the requests of the shell channel one after the other, as they came. */
export class RequestQueue {
  readonly #answer: (message: Message, abort: boolean) => Promise<void>;
  #waiting: { message: Message; abort: boolean }[] = [];
  #busy = false;

  constructor(answer: (message: Message, abort: boolean) => Promise<void>) {
    this.#answer = answer;
  }

  push(message: Message): void {
    this.#waiting.push({ message, abort: false });
    if (!this.#busy) void this.#work();
  }

  /** Called when a cell failed, before its reply is sent: the cells that wait behind it will not run. */
  async abortWaiting(): Promise<void> {
    await sleep(lateArrivalMs);
    for (const entry of this.#waiting) entry.abort = true;
  }

  async #work(): Promise<void> {
    this.#busy = true;
    for (let entry = this.#waiting.shift(); entry; entry = this.#waiting.shift()) {
      await this.#answer(entry.message, entry.abort);
    }
    this.#busy = false;
  }
}
