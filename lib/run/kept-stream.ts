// Generated from notebooks/40_run/18_kept_stream.ipynb by `octavo export`. Edit the notebook, not this file.

// %% notebooks/40_run/18_kept_stream.ipynb#40120004
/** Text of one stream between two other outputs. */
export interface StreamBlock {
  name: 'stdout' | 'stderr';
  head: string; // the part that is surely kept
}

/** One stream of one cell. */
export interface KeptStream {
  limitBytes: number; // of UTF-8, kept in all
  overflow: ((text: string) => void) | undefined; // takes the whole text, once something is left out
  blocks: StreamBlock[];
  headBytes: number;
  headEnd: StreamBlock | undefined; // where the beginning ends
  tail: { block: StreamBlock; text: string; bytes: number }[];
  tailBytes: number;
  leftOutBytes: number;
}

/** A stream that has nothing in it. */
export function createKeptStream(limitBytes: number, overflow?: (text: string) => void): KeptStream {
  return {
    limitBytes,
    overflow,
    blocks: [],
    headBytes: 0,
    headEnd: undefined,
    tail: [],
    tailBytes: 0,
    leftOutBytes: 0,
  };
}

// %% notebooks/40_run/18_kept_stream.ipynb#40120006
/** Adds text to a block of a stream; the block is the newest of the stream. */
export function keepText(stream: KeptStream, block: StreamBlock, text: string): void {
  if (stream.blocks.at(-1) !== block) stream.blocks.push(block);
  if (stream.leftOutBytes > 0) stream.overflow?.(text);
  const half = Math.floor(stream.limitBytes / 2);
  const bytes = Buffer.byteLength(text);
  const room = half - stream.headBytes;
  const cut =
    bytes <= room ? text.length : room <= 0 ? 0 : cutBefore(text, room, block.head === '' || block.head.endsWith('\n'));
  if (cut > 0 || room > 0) {
    block.head += text.slice(0, cut);
    stream.headEnd = block;
    stream.headBytes = cut === text.length ? stream.headBytes + bytes : half; // once cut, the beginning is closed
  }
  if (cut === text.length) return;
  queueText(stream, block, text.slice(cut));
  const excess = stream.tailBytes - half;
  if (excess <= 0) return;
  if (stream.leftOutBytes === 0) stream.overflow?.(wholeText(stream));
  dropFront(stream, excess);
}

// %% notebooks/40_run/18_kept_stream.ipynb#40120007
/** @internal */
export const chunkBytes = 65536; // small pieces are joined up to this size

/** Puts text at the end of the queue. @internal */
export function queueText(stream: KeptStream, block: StreamBlock, text: string): void {
  const bytes = Buffer.byteLength(text);
  const last = stream.tail.at(-1);
  stream.tailBytes += bytes;
  if (last && last.block === block && last.bytes < chunkBytes) {
    last.text += text;
    last.bytes += bytes;
  } else stream.tail.push({ block, text, bytes });
}

/** Takes at least so many bytes from the front of the queue. @internal */
export function dropFront(stream: KeptStream, excess: number): void {
  let left = excess;
  let whole = 0;
  for (const chunk of stream.tail) {
    if (left <= 0) break;
    if (chunk.bytes <= left) whole++;
    else {
      chunk.text = chunk.text.slice(cutAfter(chunk.text, left));
      const rest = Buffer.byteLength(chunk.text);
      stream.tailBytes -= chunk.bytes - rest;
      stream.leftOutBytes += chunk.bytes - rest;
      chunk.bytes = rest;
      break;
    }
    left -= chunk.bytes;
    stream.tailBytes -= chunk.bytes;
    stream.leftOutBytes += chunk.bytes;
  }
  stream.tail.splice(0, whole);
  if (whole > 0) forgetEmptyBlocks(stream);
}

/** Forgets blocks of which nothing is kept. @internal */
export function forgetEmptyBlocks(stream: KeptStream): void {
  const first = stream.tail[0]?.block;
  const end = first ? stream.blocks.indexOf(first) : stream.blocks.length;
  stream.blocks = stream.blocks.filter((block, at) => block.head !== '' || at >= end || block === stream.headEnd);
}

// %% notebooks/40_run/18_kept_stream.ipynb#40120009
/** An offset with at most so many bytes before it, behind a line end when one is near. @internal */
export function cutBefore(text: string, bytes: number, atLineStart: boolean): number {
  const cut = Buffer.from(text)
    .subarray(0, bytes)
    .toString('utf8')
    .replace(/\ufffd+$/, '').length;
  const line = text.lastIndexOf('\n', cut - 1) + 1;
  return (line > 0 || atLineStart) && cut - line < 4096 ? line : cut;
}

/** An offset with at least so many bytes before it, behind a line end when one is near. @internal */
export function cutAfter(text: string, bytes: number): number {
  const rest = Buffer.from(text)
    .subarray(bytes)
    .toString('utf8')
    .replace(/^\ufffd+/, '').length;
  const cut = text.length - rest;
  const line = text.indexOf('\n', cut) + 1;
  return line > 0 && line - cut < 4096 ? line : cut;
}

// %% notebooks/40_run/18_kept_stream.ipynb#4012000b
/** The kept text of every block; `notice` says how much was left out, between the beginning and the end. */
export function keptTexts(stream: KeptStream, notice: (leftOutBytes: number) => string): Map<StreamBlock, string> {
  const texts = new Map(stream.blocks.map((block) => [block, block.head]));
  const end = stream.headEnd ?? stream.blocks[0];
  if (end && stream.leftOutBytes > 0) texts.set(end, (texts.get(end) ?? '') + notice(stream.leftOutBytes));
  const parts = new Map<StreamBlock, string[]>();
  for (const { block, text } of stream.tail) {
    const tail = parts.get(block);
    if (tail) tail.push(text);
    else parts.set(block, [text]);
  }
  for (const [block, tail] of parts) texts.set(block, (texts.get(block) ?? '') + tail.join(''));
  return texts;
}

/** The whole text so far, while nothing is left out. */
export function wholeText(stream: KeptStream): string {
  return [...keptTexts(stream, () => '').values()].join('');
}
