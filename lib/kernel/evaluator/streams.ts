import { Readable, Writable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { sendEvent } from './events.ts';
import { callingCell, type RunningCell } from './running-cell.ts';

type StreamName = 'stdout' | 'stderr';

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

/**
 * A Writable whose write() sends at once. Its own machinery is left out: an interrupt in the middle of a write would leave
 * it waiting for ever for that write to end.
 */
function outputStream(name: StreamName, fd: number): Writable {
  const stream = new Writable({ decodeStrings: false, autoDestroy: false, emitClose: false });
  const decoders = new WeakMap<object, StringDecoder>(); // a character may come in two writes of one cell
  const noCell = {};

  function textOf(chunk: unknown, encoding: BufferEncoding | undefined, cell: RunningCell | undefined): string {
    if (typeof chunk === 'string' && isText(encoding)) return chunk;
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk;
    if (!ArrayBuffer.isView(bytes)) throw new TypeError(`process.${name}.write() takes a string or bytes`);
    const owner = cell ?? noCell;
    const decoder = decoders.get(owner) ?? new StringDecoder('utf8');
    decoders.set(owner, decoder);
    return decoder.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  }

  function write(chunk: unknown, ...rest: unknown[]): boolean {
    const encoding = typeof rest[0] === 'string' ? (rest[0] as BufferEncoding) : undefined;
    const done = rest.find((one) => typeof one === 'function') as (() => void) | undefined;
    const cell = callingCell();
    sendText(name, cell, textOf(chunk, encoding, cell));
    if (done) process.nextTick(done);
    return true;
  }

  /** The stream lives as long as the process: whoever ends it (a pipeline does) hears that it has finished, and no more. */
  function end(...given: unknown[]): Writable {
    const done = given.find((one) => typeof one === 'function') as (() => void) | undefined;
    if (given[0] !== done && given[0] != null) write(given[0], given[1]);
    process.nextTick(() => {
      stream.emit('finish');
      done?.();
    });
    return stream;
  }

  return Object.assign(stream, { write, end, destroy: () => stream, fd, isTTY: false, _type: 'pipe', _isStdio: true });
}

function isText(encoding: BufferEncoding | undefined): boolean {
  return encoding === undefined || /^utf-?8$/i.test(encoding);
}

/** Sends text in pieces that never cut a surrogate pair. */
export function sendText(name: StreamName, cell: RunningCell | undefined, text: string): void {
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
