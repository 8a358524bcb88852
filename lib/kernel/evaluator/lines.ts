import { Socket } from 'node:net';
import { StringDecoder } from 'node:string_decoder';

/** Reads a file descriptor line by line as it comes. `ended` is called at end of file, or when reading fails. */
export function readLines(fd: number, take: (line: string) => void, ended: () => void): void {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  const socket = new Socket({ fd, readable: true, writable: false });
  socket.on('data', (bytes: Buffer) => {
    const parts = (rest + decoder.write(bytes)).split('\n');
    rest = parts.pop() ?? '';
    for (const line of parts) if (line !== '') take(line);
  });
  socket.on('error', () => socket.destroy());
  socket.on('close', ended);
}
