const pauseMs = 10_000;

/** Writes a line about what the kernel does not take; of equal ones that follow within ten seconds only their number. */
export class RefusalLog {
  readonly #write: (line: string) => void;
  readonly #repeated = new Map<string, number>(); // lines that were written a short time ago

  constructor(write: (line: string) => void) {
    this.#write = write;
  }

  note(text: string): void {
    const count = this.#repeated.get(text);
    this.#repeated.set(text, (count ?? -1) + 1);
    if (count !== undefined) return;
    this.#write(`octavo kernel: ${text}\n`);
    setTimeout(() => this.#sum(text), pauseMs).unref();
  }

  #sum(text: string): void {
    const count = this.#repeated.get(text) ?? 0;
    this.#repeated.delete(text);
    if (count > 0) this.#write(`octavo kernel: ${text} (${count} more)\n`);
  }
}
