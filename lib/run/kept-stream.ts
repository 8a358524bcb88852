// Generated from notebooks/40_run/20_kept_stream.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 40120004 40120006 40120007 40120009 4012000b

// %% notebooks/40_run/20_kept_stream.ipynb#40120004 598cd230
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
  tail: { block: StreamBlock; text: string; bytes: number }[]; // at least the last half of the limit
  tailBytes: number;
  droppedBytes: number;
  isOver: boolean; // something is left out
  forgotten: number; // pieces dropped since the empty blocks were last swept away
}

/** A stream that has nothing in it. */
export function createKeptStream(limitBytes: number, overflow?: (text: string) => void): KeptStream {
  const counts = { headBytes: 0, tailBytes: 0, droppedBytes: 0, isOver: false, forgotten: 0 };
  return { limitBytes, overflow, blocks: [], headEnd: undefined, tail: [], ...counts };
}

// %% notebooks/40_run/20_kept_stream.ipynb#40120006 bdfec1cb
/** Adds text to a block of a stream; the block is the newest of the stream. */
export function keepText(stream: KeptStream, block: StreamBlock, text: string): void {
  if (stream.blocks.at(-1) !== block) stream.blocks.push(block);
  if (stream.isOver) stream.overflow?.(text);
  const half = Math.floor(stream.limitBytes / 2);
  const room = half - stream.headBytes;
  const bytes = Buffer.byteLength(text);
  const cut =
    bytes <= room ? text.length : room <= 0 ? 0 : cutBefore(text, room, block.head === '' || block.head.endsWith('\n'));
  if (room > 0) {
    block.head += text.slice(0, cut);
    stream.headEnd = block;
    stream.headBytes = cut === text.length ? stream.headBytes + bytes : half; // once cut, the beginning is closed
  }
  if (cut === text.length) return;
  queueText(stream, block, text.slice(cut));
  if (stream.tailBytes <= half) return;
  if (!stream.isOver) stream.overflow?.([...keptTexts(stream, () => '').values()].join(''));
  stream.isOver = true;
  dropFront(stream, half);
}

// %% notebooks/40_run/20_kept_stream.ipynb#40120007 deb6c642
/** @internal */
export const pieceBytes = 65536; // small texts are joined up to this size

/** Puts text at the end of the queue. @internal */
export function queueText(stream: KeptStream, block: StreamBlock, text: string): void {
  const bytes = Buffer.byteLength(text);
  const last = stream.tail.at(-1);
  stream.tailBytes += bytes;
  if (last && last.block === block && last.bytes < pieceBytes) {
    last.text += text;
    last.bytes += bytes;
  } else stream.tail.push({ block, text, bytes });
}

/** Takes pieces from the front of the queue while enough stays behind them. @internal */
export function dropFront(stream: KeptStream, enough: number): void {
  let count = 0;
  for (const { bytes } of stream.tail) {
    if (stream.tailBytes - bytes < enough) break;
    stream.tailBytes -= bytes;
    stream.droppedBytes += bytes;
    count++;
  }
  if (count === 0) return;
  stream.tail.splice(0, count);
  stream.forgotten += count;
  if (stream.forgotten < Math.max(256, stream.blocks.length / 2)) return; // seldom, so that it costs nothing
  stream.forgotten = 0;
  const held = new Set([stream.headEnd, stream.blocks.at(-1), ...stream.tail.map(({ block }) => block)]);
  stream.blocks = stream.blocks.filter((block) => block.head !== '' || held.has(block));
}

// %% notebooks/40_run/20_kept_stream.ipynb#40120009 59367658
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

// %% notebooks/40_run/20_kept_stream.ipynb#4012000b dbe558c3
/** What is kept of every block: texts, and a number where so many bytes are left out. @internal */
export function keptParts(stream: KeptStream): Map<StreamBlock, (string | number)[]> {
  const parts = new Map<StreamBlock, (string | number)[]>(stream.blocks.map((block) => [block, [block.head]]));
  const [first, ...rest] = stream.tail;
  const tooMuch = stream.isOver ? stream.tailBytes - Math.floor(stream.limitBytes / 2) : 0;
  const cut = first && tooMuch > 0 ? cutAfter(first.text, tooMuch) : 0;
  if (stream.isOver) {
    const trimmed = first ? Buffer.byteLength(first.text.slice(0, cut)) : 0;
    const end = stream.headEnd ?? (stream.blocks[0] as StreamBlock);
    parts.get(end)?.push(stream.droppedBytes + trimmed);
  }
  if (first) parts.get(first.block)?.push(first.text.slice(cut));
  for (const { block, text } of rest) parts.get(block)?.push(text);
  return parts;
}

/** The kept text of every block; `notice` says how much was left out, between the beginning and the end. */
export function keptTexts(stream: KeptStream, notice: (leftOutBytes: number) => string): Map<StreamBlock, string> {
  const textOf = (part: string | number) => (typeof part === 'number' ? notice(part) : part);
  return new Map([...keptParts(stream)].map(([block, parts]) => [block, parts.map(textOf).join('')]));
}

/** Notes that so many bytes were left out behind what a stream has: whoever kept it before had no room for them. @internal */
export function noteLeftOut(stream: KeptStream, block: StreamBlock, bytes: number): void {
  if (stream.blocks.at(-1) !== block) stream.blocks.push(block);
  stream.headBytes = Math.max(stream.headBytes, Math.floor(stream.limitBytes / 2));
  stream.headEnd ??= block;
  stream.droppedBytes += bytes;
  stream.isOver = true;
}
