export type StreamName = 'stdout' | 'stderr';

export interface StreamText {
  request: number | undefined;
  name: StreamName;
  text: string;
}

const holdMs = 30;
const holdLength = 64 * 1024; // UTF-16 units

/** Joins neighbouring pieces of one stream of one cell, for at most 30 ms or 64 KB, and keeps their order. */
export class StreamBuffer {
  readonly #publish: (piece: StreamText) => void;
  #pieces: string[] = [];
  #length = 0;
  #owner: { request: number | undefined; name: StreamName } | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(publish: (piece: StreamText) => void) {
    this.#publish = publish;
  }

  push({ request, name, text }: StreamText): void {
    if (text === '') return;
    if (this.#owner && (this.#owner.request !== request || this.#owner.name !== name)) this.flush();
    this.#owner ??= { request, name };
    this.#pieces.push(text);
    this.#length += text.length;
    if (this.#length >= holdLength) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), holdMs);
  }

  /** Publishes what is held; called before anything else is published. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const owner = this.#owner;
    if (!owner) return;
    const text = this.#pieces.join('');
    this.#owner = undefined;
    this.#pieces = [];
    this.#length = 0;
    this.#publish({ ...owner, text });
  }
}
