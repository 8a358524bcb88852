import { createHmac, timingSafeEqual } from 'node:crypto';
import type { JsonObject } from '../../notebook/json/json.ts';
import type { Header, Message } from './message.ts';

const delimiter = Buffer.from('<IDS|MSG>');

/** Lays a message out as zeromq frames, signed (source: Jupyter messaging 5.3, "The wire protocol"). */
export function encodeMessage(message: Message, key: string): Uint8Array[] {
  const parts = [message.header, message.parent ?? {}, message.metadata, message.content].map((part) =>
    Buffer.from(JSON.stringify(part)),
  );
  return [...message.identities, delimiter, Buffer.from(signParts(parts, key)), ...parts, ...message.buffers];
}

/** Why frames are not taken for a message. */
export type Refusal = 'malformed' | 'wrongly signed' | 'a repetition of an earlier one';

/** Reads a message from its frames. With `seen`, a signature that was there before is refused as a replay. */
export function decodeMessage(frames: Uint8Array[], key: string, seen?: SeenSignatures): Message | Refusal {
  const start = frames.findIndex((frame) => delimiter.equals(frame));
  const signature = frames[start + 1];
  const parts = frames.slice(start + 2, start + 6);
  if (start === -1 || signature === undefined || parts.length < 4) return 'malformed';
  if (!isSignedBy(signature, parts, key)) return 'wrongly signed';
  if (key !== '' && seen?.isRepeated(Buffer.from(signature).toString('latin1')))
    return 'a repetition of an earlier one';
  try {
    const [header, parent, metadata, content] = parts.map((part) => JSON.parse(Buffer.from(part).toString('utf8')));
    const ownHeader = readHeader(header);
    if (!ownHeader) return 'malformed';
    return {
      identities: frames.slice(0, start),
      header: ownHeader,
      parent: readHeader(parent),
      metadata: isObject(metadata) ? metadata : {},
      content: isObject(content) ? content : {},
      buffers: frames.slice(start + 6),
    };
  } catch {
    return 'malformed'; // a signed frame that is not JSON: its sender's fault, and no reason to stop
  }
}

/** Signatures of messages that were taken, the newest 65,536 of them (as many as jupyter_client keeps). */
export class SeenSignatures {
  readonly #signatures = new Set<string>();

  /** Tells whether a signature was there before, and remembers it. */
  isRepeated(signature: string): boolean {
    if (this.#signatures.has(signature)) return true;
    this.#signatures.add(signature);
    if (this.#signatures.size > 65_536) {
      for (const oldest of this.#signatures) {
        this.#signatures.delete(oldest);
        break;
      }
    }
    return false;
  }
}

/** A header's fields that are text; it is quoted in every answer, and so must be nothing large or deep. */
function readHeader(value: unknown): Header | undefined {
  if (!isObject(value) || typeof value.msg_id !== 'string' || typeof value.msg_type !== 'string') return undefined;
  return Object.fromEntries(
    Object.entries(value).filter(([, field]) => typeof field === 'string'),
  ) as unknown as Header;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** HMAC-SHA256 over the four JSON frames, in hex; an empty key means no signature. */
function signParts(parts: Uint8Array[], key: string): string {
  if (key === '') return '';
  const hmac = createHmac('sha256', key);
  for (const part of parts) hmac.update(part);
  return hmac.digest('hex');
}

function isSignedBy(signature: Uint8Array, parts: Uint8Array[], key: string): boolean {
  const expected = Buffer.from(signParts(parts, key));
  return signature.length === expected.length && timingSafeEqual(signature, expected);
}
