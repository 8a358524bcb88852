import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../../notebook/json/json.ts';
import { createMessage, type Header, type MessageOptions } from '../wire/message.ts';
import type { FrontChannels } from './sockets.ts';
import { StreamBuffer, type StreamText } from './stream-buffer.ts';

interface Cell {
  parent: Header;
  silent: boolean;
}

type Extras = Pick<MessageOptions, 'metadata' | 'buffers'>;

const pauseBytes = 4 * 1024 * 1024; // waiting to be sent; beyond it the evaluator's events are left unread

/** Publishes on iopub, each output under the request that caused it, also when that cell has long ended. */
export class IopubPublisher {
  readonly session = randomUUID();
  readonly #sockets: FrontChannels;
  readonly #streams = new StreamBuffer((piece) => this.#publishStream(piece));
  readonly #cells = new Map<number, Cell>();
  #lastRequest: number | undefined;

  constructor(sockets: FrontChannels) {
    this.#sockets = sockets;
  }

  /** Names the request that the outputs of a cell belong to. */
  openCell(request: number, parent: Header, silent: boolean): void {
    this.#cells.set(request, { parent, silent });
    this.#lastRequest = request;
  }

  /** Names the message that the outputs of a comm's listeners belong to. */
  openMessage(request: number, parent: Header): void {
    this.#cells.set(request, { parent, silent: false });
  }

  /** Publishes what is no output, also of a silent cell. */
  message(request: number | undefined, type: string, content: JsonObject, extras: Extras): void {
    this.#streams.flush();
    this.#send(type, content, this.#cells.get(request ?? this.#lastRequest ?? -1)?.parent, extras);
  }

  stream(piece: StreamText): void {
    this.#streams.push({ ...piece, request: piece.request ?? this.#lastRequest });
  }

  /** Publishes an output of a cell; a silent cell has none. */
  output(request: number | undefined, type: string, content: JsonObject): void {
    const cell = this.#cells.get(request ?? this.#lastRequest ?? -1);
    this.#streams.flush();
    if (!cell?.silent) this.#send(type, content, cell?.parent);
  }

  /** Publishes something about a request itself: status, execute_input. */
  about(parent: Header | undefined, type: string, content: JsonObject): void {
    this.#streams.flush();
    this.#send(type, content, parent);
  }

  /** Resolves when readers have caught up so far that more may be published. */
  async ready(): Promise<void> {
    if (this.#sockets.published.pendingBytes > pauseBytes) await this.#sockets.published.drained();
  }

  /** Resolves when all that was published is with zeromq. */
  async flushed(): Promise<void> {
    this.#streams.flush();
    await this.#sockets.published.drained();
  }

  #publishStream({ request, name, text }: StreamText): void {
    const cell = this.#cells.get(request ?? -1);
    if (!cell?.silent) this.#send('stream', { name, text }, cell?.parent);
  }

  #send(type: string, content: JsonObject, parent: Header | undefined, extras: Extras = {}): void {
    const topic = Buffer.from(`kernel.${this.session}.${type}`);
    this.#sockets.publish(
      createMessage(type, content, { ...extras, session: this.session, parent, identities: [topic] }),
    );
  }
}
