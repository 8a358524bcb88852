import { Socket } from 'node:net';
import { StringDecoder } from 'node:string_decoder';
import { withOwnBuiltins } from './own-builtins.ts';

/** Reads a file descriptor line by line as it comes. `ended` is called at end of file, or when reading fails. */
export function readLines(fd: number, take: (line: string) => void, ended: () => void): void {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  const socket = new Socket({ fd, readable: true, writable: false });
  socket.on('data', (bytes: Buffer) => {
    const lines = withOwnBuiltins(() => (rest + decoder.write(bytes)).split('\n'));
    const last = lines.length - 1;
    rest = lines[last] ?? '';
    // By number: a cell may have replaced the iterator of arrays.
    for (let at = 0; at < last; at += 1) if (lines[at]) take(lines[at] as string);
  });
  socket.on('error', () => socket.destroy());
  socket.on('close', ended);
}
