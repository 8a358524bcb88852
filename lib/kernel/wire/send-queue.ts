import { setTimeout as sleep } from 'node:timers/promises';

/** The part of a zeromq socket that sends. */
export interface Sender {
  send(frames: Uint8Array[]): Promise<void>;
}

export interface SendQueueOptions {
  onStall?: (waitedMs: number) => void; // called while a reader does not keep up, each time a send was refused
}

/**
 * Sends on one socket, one message after the other: zeromq allows a single pending send, and a second one is refused
 * with EBUSY and lost. A publisher with `noDrop` refuses with EAGAIN while a subscriber is full; that send is tried
 * again until it fits, so that `pendingBytes` tells the writer when to pause.
 */
export class SendQueue {
  pendingBytes = 0;
  readonly #socket: Sender;
  readonly #options: SendQueueOptions;
  #tail: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(socket: Sender, options: SendQueueOptions = {}) {
    this.#socket = socket;
    this.#options = options;
  }

  /** Queues a message; resolves when zeromq has it, or when the queue was closed. */
  send(frames: Uint8Array[]): Promise<void> {
    const sizeBytes = frames.reduce((sum, frame) => sum + frame.byteLength, 0);
    this.pendingBytes += sizeBytes;
    this.#tail = this.#tail
      .then(() => this.#sendNow(frames))
      .finally(() => {
        this.pendingBytes -= sizeBytes;
      });
    return this.#tail;
  }

  /** Resolves when all that was queued before is with zeromq. */
  drained(): Promise<void> {
    return this.#tail;
  }

  /** Gives up what is still queued. */
  close(): void {
    this.#closed = true;
  }

  async #sendNow(frames: Uint8Array[]): Promise<void> {
    const start = performance.now();
    while (!this.#closed) {
      try {
        return await this.#socket.send(frames);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return; // closed, or the peer is gone: no one to tell
        this.#options.onStall?.(performance.now() - start);
        await sleep(2);
      }
    }
  }
}
