import type { Readable } from 'node:stream';

const keptCharacters = 16_384;

/** The last lines that a process printed; reading them away also keeps the process from waiting on a full pipe. */
export class OutputTail {
  #text = '';

  /** Follows a stream to its end. */
  follow(stream: Readable | null | undefined): void {
    stream?.setEncoding('utf8');
    stream?.on('data', (chunk: string) => this.add(chunk));
    stream?.on('error', () => undefined); // the process is gone; its end is reported elsewhere
  }

  /** Adds what was printed elsewhere. */
  add(text: string): void {
    this.#text = (this.#text + text).slice(-keptCharacters);
  }

  /** The last lines, at most `lines` of them, without blank ends. */
  last(lines: number): string {
    return this.#text.trim().split('\n').slice(-lines).join('\n');
  }

  get text(): string {
    return this.#text;
  }
}
