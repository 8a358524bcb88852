/** The longest content of one packet of git's protocols. */
const longest = 65_516;

/** One packet: its length in four hexadecimal digits, then its content. */
function packet(content: Buffer): Buffer {
  return Buffer.concat([Buffer.from((content.length + 4).toString(16).padStart(4, '0')), content]);
}

/** The packet that ends a list. */
const flush = Buffer.from('0000');

/** A list of lines as packets, with its end. */
export function encodeLines(lines: readonly string[]): Buffer {
  return Buffer.concat([...lines.map((line) => packet(Buffer.from(`${line}\n`))), flush]);
}

/** Content of any length as packets, with its end. */
export function encodeContent(content: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < content.length; at += longest) parts.push(packet(content.subarray(at, at + longest)));
  return Buffer.concat([...parts, flush]);
}

/** Reads lists of packets from a stream: each list is the contents of its packets. Ends where the stream ends; what was cut short is dropped. */
export async function* readLists(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer[]> {
  let rest: Buffer[] = []; // joined only when a packet is whole, so that a file of many parts is not copied for each
  let held = 0;
  let needed = 4;
  let list: Buffer[] = [];
  for await (const part of stream) {
    rest.push(part);
    held += part.length;
    if (held < needed) continue;
    let bytes = Buffer.concat(rest);
    for (;;) {
      if (bytes.length < 4) {
        needed = 4;
        break;
      }
      const length = Number.parseInt(bytes.toString('latin1', 0, 4), 16);
      if (Number.isNaN(length) || (length > 0 && length < 4)) throw new Error('git sent something that is no packet');
      if (length === 0) {
        yield list;
        list = [];
        bytes = bytes.subarray(4);
        continue;
      }
      if (bytes.length < length) {
        needed = length;
        break;
      }
      list.push(bytes.subarray(4, length));
      bytes = bytes.subarray(length);
    }
    rest = bytes.length > 0 ? [bytes] : [];
    held = bytes.length;
  }
}
