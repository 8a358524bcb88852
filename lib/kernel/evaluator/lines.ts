import { Buffer } from 'node:buffer'; // not the global, which a cell may replace
import { Socket } from 'node:net';
import { withOwnBuiltins } from './own-builtins.ts';

const newline = 0x0a;

/** Reads a file descriptor line by line as it comes. `ended` is called at end of file, or when reading fails. */
export function readLines(fd: number, take: (line: string) => void, ended: () => void): void {
  let pieces: Buffer[] = []; // of a line that is not whole yet: put together once, however many they are
  const socket = new Socket({ fd, readable: true, writable: false });

  function wholeLines(bytes: Buffer): string[] {
    const lines: string[] = [];
    let start = 0;
    for (let end = bytes.indexOf(newline); end !== -1; end = bytes.indexOf(newline, start)) {
      pieces.push(bytes.subarray(start, end));
      lines.push(Buffer.concat(pieces).toString('utf8'));
      pieces = [];
      start = end + 1;
    }
    if (start < bytes.length) pieces.push(bytes.subarray(start));
    return lines;
  }

  socket.on('data', (bytes: Buffer) => {
    const lines = withOwnBuiltins(() => wholeLines(bytes));
    // By number: a cell may have replaced the iterator of arrays.
    for (let at = 0; at < lines.length; at += 1) if (lines[at]) take(lines[at] as string);
  });
  socket.on('error', () => socket.destroy());
  socket.on('close', ended);
}
