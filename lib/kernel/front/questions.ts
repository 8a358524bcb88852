import type { JsonObject } from '../../notebook/json/json.ts';
import { createMessage, type Message } from '../wire/message.ts';
import type { EvaluatorProcess } from './evaluator-process.ts';
import type { IopubPublisher } from './publisher.ts';
import type { FrontChannels } from './sockets.ts';

interface Question {
  number: number; // the evaluator's
  execution: Message; // the execute_request whose client is asked
  content: JsonObject;
}

/** Brings a cell's questions to the client that had the cell run, one at a time, and its answers back. */
export class Questions {
  readonly #evaluator: EvaluatorProcess;
  readonly #publisher: IopubPublisher;
  readonly #sockets: FrontChannels;
  #waiting: Question[] = []; // the first is the one that has been asked
  #askedId: string | undefined; // of its input_request

  constructor(evaluator: EvaluatorProcess, publisher: IopubPublisher, sockets: FrontChannels) {
    this.#evaluator = evaluator;
    this.#publisher = publisher;
    this.#sockets = sockets;
  }

  /** Asks, or says at once that nobody can answer. `execution`: undefined when the cell that asks has ended. */
  ask(
    { question, prompt, password }: { question: number; prompt: string; password: boolean },
    execution?: Message,
  ): void {
    if (execution?.content.allow_stdin !== true) {
      this.#answer(question, undefined);
      return;
    }
    this.#waiting.push({ number: question, execution, content: { prompt, password } });
    if (this.#waiting.length === 1) void this.#send();
  }

  /** Takes an input_reply. One that is late, or from another client, answers nothing. */
  take({ header, identities, parent, content }: Message): void {
    const [asked] = this.#waiting;
    if (header.msg_type !== 'input_reply' || !asked || this.#askedId === undefined) return;
    const [own] = asked.execution.identities;
    if (!own || !identities[0] || Buffer.compare(own, identities[0]) !== 0) return;
    if (parent && parent.msg_id !== this.#askedId) return; // jupyter_client names no parent
    this.#answer(asked.number, content.status === 'error' ? undefined : String(content.value ?? ''));
    this.#next();
  }

  /** Forgets all questions: the cell that asked them has ended. */
  clear(): void {
    this.#waiting = [];
    this.#askedId = undefined;
  }

  async #send(): Promise<void> {
    const [question] = this.#waiting;
    if (!question) return;
    const { header: parent, identities } = question.execution;
    const request = createMessage('input_request', question.content, {
      session: this.#publisher.session,
      parent,
      identities,
    });
    await this.#publisher.flushed(); // what the cell has printed explains the question
    if (this.#waiting[0] !== question) return;
    this.#askedId = request.header.msg_id;
    if ((await this.#sockets.reply('stdin', request)) || this.#waiting[0] !== question) return;
    this.#answer(question.number, undefined);
    this.#next();
  }

  #next(): void {
    this.#waiting.shift();
    this.#askedId = undefined;
    void this.#send();
  }

  #answer(question: number, value: string | undefined): void {
    this.#evaluator.answer(question, value);
  }
}
