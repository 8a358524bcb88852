const newline = 0x0a;

/** Cuts a byte stream into lines of JSON values. A line may come in any number of pieces. */
export class LineSplitter<Value> {
  #pieces: Buffer[] = [];

  /** The values whose lines end in this chunk. A line that is not JSON, cut off by a crash, is left out. */
  push(chunk: Buffer): Value[] {
    const values: Value[] = [];
    let start = 0;
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
      this.#pieces.push(chunk.subarray(start, end));
      const line = this.#pieces.length === 1 ? (this.#pieces[0] as Buffer) : Buffer.concat(this.#pieces);
      this.#pieces = [];
      start = end + 1;
      try {
        values.push(JSON.parse(line.toString('utf8')));
      } catch {
        // Nothing of it can be used.
      }
    }
    if (start < chunk.length) this.#pieces.push(chunk.subarray(start));
    return values;
  }
}
