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
  #tail: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(socket: Sender, options: SendQueueOptions = {}) {
    this.#socket = socket;
    this.#options = options;
  }

  /** Queues a message; resolves when zeromq has it, or with false when it cannot be sent: closed, or the peer is gone. */
  send(frames: Uint8Array[]): Promise<boolean> {
    const sizeBytes = frames.reduce((sum, frame) => sum + frame.byteLength, 0);
    this.pendingBytes += sizeBytes;
    const sent = this.#tail
      .then(() => this.#sendNow(frames))
      .finally(() => {
        this.pendingBytes -= sizeBytes;
      });
    this.#tail = sent;
    return sent;
  }

  /** Resolves when all that was queued before is with zeromq. */
  async drained(): Promise<void> {
    await this.#tail;
  }

  /** Gives up what is still queued. */
  close(): void {
    this.#closed = true;
  }

  async #sendNow(frames: Uint8Array[]): Promise<boolean> {
    const start = performance.now();
    while (!this.#closed) {
      try {
        await this.#socket.send(frames);
        return true;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return false;
        this.#options.onStall?.(performance.now() - start);
        await sleep(2);
      }
    }
    return false;
  }
}
