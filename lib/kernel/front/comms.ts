import type { JsonObject } from '../../notebook/json/json.ts';
import type { CommMessage, EvaluatorEvent } from '../evaluator/protocol.ts';
import type { Message } from '../wire/message.ts';
import type { EvaluatorProcess } from './evaluator-process.ts';
import type { IopubPublisher } from './publisher.ts';

const types = { comm_open: 'open', comm_msg: 'msg', comm_close: 'close' } as const;

export function isCommMessage({ header }: Message): boolean {
  return Object.hasOwn(types, header.msg_type);
}

/** Carries comm messages between client and evaluator, and knows which comms are open. */
export class Comms {
  readonly #evaluator: EvaluatorProcess;
  readonly #publisher: IopubPublisher;
  readonly #open = new Map<string, string>(); // id to target
  readonly #waiting = new Map<string, number>(); // id to how many of its messages wait in the queue
  readonly #atWork = new Map<number, () => void>(); // by request

  constructor(evaluator: EvaluatorProcess, publisher: IopubPublisher) {
    this.#evaluator = evaluator;
    this.#publisher = publisher;
  }

  /** Requests whose listeners have not finished. */
  get atWork(): number[] {
    return [...this.#atWork.keys()];
  }

  /** The content of comm_info_reply. */
  info({ target_name: wanted }: JsonObject): JsonObject {
    const chosen = [...this.#open].filter(([, target]) => typeof wanted !== 'string' || target === wanted);
    return { status: 'ok', comms: Object.fromEntries(chosen.map(([id, target_name]) => [id, { target_name }])) };
  }

  /** A message of an open comm need not wait behind cells; one that opens a comm must: a cell may make its target known. */
  mayOvertake({ content }: Message): boolean {
    const id = String(content.comm_id);
    return this.#open.has(id) && !this.#waiting.has(id);
  }

  noteWaiting({ content }: Message): void {
    const id = String(content.comm_id);
    this.#waiting.set(id, (this.#waiting.get(id) ?? 0) + 1);
  }

  /** Hands a message to its listeners; resolves when they have finished. */
  handle(message: Message, request: number): Promise<void> {
    const read = readMessage(message);
    const left = (this.#waiting.get(read.id) ?? 0) - 1;
    if (left > 0) this.#waiting.set(read.id, left);
    else this.#waiting.delete(read.id);
    if (read.type === 'open') this.#open.set(read.id, read.target ?? ''); // refused, it is closed at once
    if (read.type === 'close') this.#open.delete(read.id);
    const handled = new Promise<void>((resolve) => this.#atWork.set(request, resolve));
    this.#evaluator.send({ type: 'comm', request, message: read });
    return handled;
  }

  take(event: Extract<EvaluatorEvent, { type: 'comm' | 'comm-handled' }>): void {
    if (event.type === 'comm') this.#publish(event.request, event.message);
    else {
      this.#atWork.get(event.request)?.();
      this.#atWork.delete(event.request);
    }
  }

  #publish(request: number | undefined, { type, id, target, data, metadata, buffers }: CommMessage): void {
    if (type === 'open') this.#open.set(id, target ?? '');
    if (type === 'close') this.#open.delete(id);
    const content = { comm_id: id, ...(target === undefined ? {} : { target_name: target }), data } as JsonObject;
    this.#publisher.message(request, `comm_${type}`, content, {
      metadata: metadata as JsonObject,
      buffers: buffers?.map((text) => Buffer.from(text, 'base64')),
    });
  }
}

function readMessage({ header, content, metadata, buffers }: Message): CommMessage {
  const { comm_id, target_name, data = {} } = content;
  return {
    type: types[header.msg_type as keyof typeof types],
    id: String(comm_id),
    ...(typeof target_name === 'string' ? { target: target_name } : {}),
    data,
    metadata,
    buffers: buffers.map((bytes) => Buffer.from(bytes).toString('base64')),
  };
}
