import { setTimeout as sleep } from 'node:timers/promises';
import type { Message } from '../wire/message.ts';

const lateArrivalMs = 5; // requests sent in one go with a cell that fails at once may still be on their way

/** Answers the requests of the shell channel one after the other, as they came. */
export class RequestQueue {
  readonly #answer: (message: Message, isAborted: boolean) => Promise<void>;
  #waiting: { message: Message; isAborted: boolean }[] = [];
  #work: Promise<void> | undefined;
  #answering: string | undefined; // the type of the request at work

  constructor(answer: (message: Message, isAborted: boolean) => Promise<void>) {
    this.#answer = answer;
  }

  push(message: Message): void {
    this.#waiting.push({ message, isAborted: false });
    this.#work ??= this.#answerAll();
  }

  /** Tells whether a request of this type is being answered, or waits. */
  holds(type: string): boolean {
    return this.#answering === type || this.#waiting.some(({ message }) => message.header.msg_type === type);
  }

  /** Called when a cell failed, before its reply is sent: the cells that wait behind it will not run. */
  async abortWaiting(): Promise<void> {
    await sleep(lateArrivalMs);
    for (const entry of this.#waiting) entry.isAborted = true;
  }

  /** Resolves when no request waits or is being answered. */
  async emptied(): Promise<void> {
    await this.#work;
  }

  async #answerAll(): Promise<void> {
    for (let entry = this.#waiting.shift(); entry; entry = this.#waiting.shift()) {
      this.#answering = entry.message.header.msg_type;
      await this.#answer(entry.message, entry.isAborted);
    }
    this.#answering = undefined;
    this.#work = undefined;
  }
}
