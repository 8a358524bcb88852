import { readSync, writeSync } from 'node:fs';
import { Writable } from 'node:stream';

/** Reads one line of this process's standard input. Rejects at its end. */
export async function readAnswer(question: string, password: boolean): Promise<string> {
  const { createInterface } = await import('node:readline');
  const isTerminal = process.stdin.isTTY === true;
  process.stdout.write(question);
  // A terminal's echo is readline's own: with an output that swallows it nothing is shown.
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({
    input: process.stdin,
    output: password ? silent : process.stdout,
    terminal: isTerminal,
  });
  try {
    return await new Promise((resolve, reject) => {
      lines.once('line', resolve);
      lines.once('close', () => reject(new Error(`the standard input ended before "${question}" was answered`)));
    });
  } finally {
    lines.close();
    if (password && isTerminal) process.stdout.write('\n');
  }
}

/** The same, while nothing else happens; null at the end of the input. */
export function readAnswerNow(question: string): string | null {
  writeSync(1, question);
  const byte = Buffer.alloc(1);
  const bytes: number[] = [];
  while (readByte(byte)) {
    if (byte[0] === 0x0a) return text(bytes);
    bytes.push(byte[0] as number);
  }
  return bytes.length > 0 ? text(bytes) : null;
}

function text(bytes: number[]): string {
  return Buffer.from(bytes).toString('utf8').replace(/\r$/, '');
}

/** One byte at a time: what comes after the line is for whoever reads next. */
function readByte(byte: Buffer): boolean {
  for (;;) {
    try {
      return readSync(0, byte) > 0;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EOF') return false; // so Windows says it
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10); // a terminal that another program left non-blocking
    }
  }
}
