import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';
import type { EvaluatorEvent } from '../evaluator/protocol.ts';
import type { EvaluatorProcess } from './evaluator-process.ts';
import { LineSplitter } from './line-splitter.ts';
import { RefusalLog } from './refusal-log.ts';
import type { StreamName } from './stream-buffer.ts';

export interface EvaluatorListener {
  take: (event: EvaluatorEvent) => void;
  say: (line: string) => void; // what is amiss with the evaluator's words
  ready: () => Promise<void>; // awaited between chunks: whoever cannot take more makes the evaluator wait
}

const mostTurns = 50;
const keptWords = 8192; // characters: V8 writes a long account of its end

/** Reads what the evaluator says (fd 3) and what native code and child processes print (its stdout and stderr). */
export class EvaluatorReader {
  readonly #listener: EvaluatorListener;
  readonly #streams: Readable[];
  readonly #pipes: Promise<unknown>;
  readonly #refusals: RefusalLog;
  #lastWords = '';
  #rawBytes = 0;
  #handling = 0; // chunks whose outputs wait for the readers
  #lastChunkAt = 0;

  constructor(evaluator: EvaluatorProcess, listener: EvaluatorListener) {
    this.#listener = listener;
    this.#refusals = new RefusalLog(listener.say);
    const { stdout, stderr } = evaluator.rawOutput;
    this.#streams = [evaluator.events, stdout, stderr];
    this.#pipes = Promise.all([
      this.#readEvents(evaluator.events),
      this.#readRaw(stdout, 'stdout'),
      this.#readRaw(stderr, 'stderr'),
    ]);
  }

  /** The end of what Node itself, native code and child processes wrote to stderr. */
  get lastWords(): string {
    return this.#lastWords;
  }

  /** Resolves when nothing more lies in the raw pipes: what a finished child process printed comes before `idle`. */
  async rawSettled(): Promise<void> {
    for (let turns = 0; turns < mostTurns; turns++) {
      const before = this.#rawBytes;
      await turn();
      await turn();
      await this.#listener.ready();
      if (this.#rawBytes === before) return;
    }
  }

  /** Resolves when all pipes are read to their end, or when nothing comes: what escaped the group may hold them open. */
  async finished(quietMs: number): Promise<void> {
    let isOver = false;
    void this.#pipes.then(() => {
      isOver = true;
    });
    this.#lastChunkAt = performance.now();
    while (!isOver && (this.#handling > 0 || performance.now() - this.#lastChunkAt < quietMs)) await sleep(5);
  }

  /** Stops reading, so that what still holds a pipe open does not keep this process. */
  close(): void {
    for (const stream of this.#streams) stream.destroy();
  }

  async #readEvents(stream: Readable): Promise<void> {
    const lines = new LineSplitter<EvaluatorEvent>();
    await this.#eachChunk(stream, (chunk) => {
      for (const event of lines.push(chunk)) {
        try {
          this.#listener.take(event);
        } catch {
          this.#refusals.note(
            'something that is no event was written to file descriptor 3, which the kernel speaks through',
          );
        }
      }
    });
  }

  async #readRaw(stream: Readable, name: StreamName): Promise<void> {
    const decoder = new StringDecoder('utf8');
    await this.#eachChunk(stream, (chunk) => {
      this.#rawBytes += chunk.length;
      const text = decoder.write(chunk);
      if (name === 'stderr') this.#lastWords = (this.#lastWords + text).slice(-keptWords);
      this.#listener.take({ type: 'stream', request: undefined, name, text });
    });
  }

  async #eachChunk(stream: Readable, use: (chunk: Buffer) => void): Promise<void> {
    try {
      for await (const chunk of stream) {
        this.#handling++;
        use(chunk as Buffer);
        await this.#listener.ready();
        this.#handling--;
        this.#lastChunkAt = performance.now();
      }
    } catch {
      // The evaluator ended in the middle; what came before has been used.
    }
  }
}
