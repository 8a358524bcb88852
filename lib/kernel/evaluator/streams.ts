import { Readable, Writable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { sendEvent } from './events.ts';
import { callingCell, type RunningCell } from './running-cell.ts';

const chunkLength = 16 * 1024; // UTF-16 units: at most 64 KB of UTF-8 or of JSON for ordinary text

/** Puts streams in place of process.stdout, stderr and stdin: output becomes events of the cell it comes from, input ends at once. */
export function replaceStandardStreams(): void {
  replace('stdout', outputStream('stdout', 1));
  replace('stderr', outputStream('stderr', 2));
  const input = Object.assign(Readable.from([]), { fd: 0, isTTY: false });
  replace('stdin', input);
}

function replace(name: 'stdout' | 'stderr' | 'stdin', stream: Readable | Writable): void {
  Object.defineProperty(process, name, { configurable: true, enumerable: true, value: stream });
}

function outputStream(name: 'stdout' | 'stderr', fd: number): Writable {
  const decoders = new WeakMap<object, StringDecoder>(); // a character may come in two writes of one cell
  const noCell = {};
  const stream = new Writable({
    decodeStrings: false,
    autoDestroy: false,
    emitClose: false,
    write(chunk: string | Buffer, encoding, done) {
      const cell = callingCell();
      if (typeof chunk === 'string' && isText(encoding)) sendText(name, cell, chunk);
      else {
        const owner = cell ?? noCell;
        const decoder = decoders.get(owner) ?? new StringDecoder('utf8');
        decoders.set(owner, decoder);
        sendText(name, cell, decoder.write(typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk));
      }
      done();
    },
  });
  // These live as long as the process: whoever ends one (a pipeline does) hears that it has finished, and no more.
  stream.destroy = () => stream;
  stream.end = ((...given: unknown[]) => {
    const done = given.findLast((one) => typeof one === 'function') as (() => void) | undefined;
    if (given[0] !== done && given[0] != null)
      stream.write(given[0], given[1] === done ? 'utf8' : (given[1] as BufferEncoding));
    process.nextTick(() => {
      stream.emit('finish');
      done?.();
    });
    return stream;
  }) as Writable['end'];
  return Object.assign(stream, { fd, isTTY: false, _type: 'pipe', _isStdio: true });
}

function isText(encoding: string): boolean {
  return encoding === 'utf8' || encoding === 'utf-8' || encoding === 'buffer';
}

/** Sends text in pieces that never cut a surrogate pair. */
export function sendText(name: 'stdout' | 'stderr', cell: RunningCell | undefined, text: string): void {
  const request = cell?.request;
  for (let start = 0; start < text.length; ) {
    let end = Math.min(start + chunkLength, text.length);
    if (end < text.length && isHighSurrogate(text.charCodeAt(end - 1))) end -= 1;
    sendEvent({
      type: 'stream',
      request,
      name,
      text: start === 0 && end === text.length ? text : text.slice(start, end),
    });
    start = end;
  }
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
