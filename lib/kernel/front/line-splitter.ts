const newline = 0x0a;

/** The object on a line. A cell that writes to the same descriptor may have put something before it. */
function readLine(line: string): unknown {
  for (let start = line.indexOf('{'); start !== -1; start = line.indexOf('{"type":', start + 1)) {
    try {
      return JSON.parse(start === 0 ? line : line.slice(start));
    } catch {
      // Cut off by a crash, or not from here.
    }
  }
  return undefined;
}

/** Cuts a byte stream into lines of JSON objects. A line may come in any number of pieces. */
export class LineSplitter<Value> {
  #pieces: Buffer[] = [];

  /** The values whose lines end in this chunk. A line that holds none is left out. */
  push(chunk: Buffer): Value[] {
    const values: Value[] = [];
    let start = 0;
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
      this.#pieces.push(chunk.subarray(start, end));
      const line = this.#pieces.length === 1 ? (this.#pieces[0] as Buffer) : Buffer.concat(this.#pieces);
      this.#pieces = [];
      start = end + 1;
      const value = readLine(line.toString('utf8'));
      if (value !== undefined) values.push(value as Value);
    }
    if (start < chunk.length) this.#pieces.push(chunk.subarray(start));
    return values;
  }
}
