import { createHmac, timingSafeEqual } from 'node:crypto';
import type { JsonObject } from '../../notebook/json.ts';
import type { Header, Message } from './message.ts';

const delimiter = Buffer.from('<IDS|MSG>');

/** Lays a message out as zeromq frames, signed (source: Jupyter messaging 5.3, "The wire protocol"). */
export function encodeMessage(message: Message, key: string): Uint8Array[] {
  const parts = [message.header, message.parent ?? {}, message.metadata, message.content].map((part) =>
    Buffer.from(JSON.stringify(part)),
  );
  return [...message.identities, delimiter, Buffer.from(signParts(parts, key)), ...parts, ...message.buffers];
}

/** Reads a message from its frames. Returns undefined when it is no message, or signed with another key. */
export function decodeMessage(frames: Uint8Array[], key: string): Message | undefined {
  const start = frames.findIndex((frame) => delimiter.equals(frame));
  const signature = frames[start + 1];
  const parts = frames.slice(start + 2, start + 6);
  if (start === -1 || signature === undefined || parts.length < 4) return undefined;
  if (!isSignedBy(signature, parts, key)) return undefined;
  try {
    const [header, parent, metadata, content] = parts.map((part) => JSON.parse(Buffer.from(part).toString('utf8')));
    if (typeof header?.msg_id !== 'string' || typeof header.msg_type !== 'string') return undefined;
    return {
      identities: frames.slice(0, start),
      header: header as Header,
      parent: typeof parent?.msg_id === 'string' ? (parent as Header) : undefined,
      metadata: (metadata ?? {}) as JsonObject,
      content: (content ?? {}) as JsonObject,
      buffers: frames.slice(start + 6),
    };
  } catch {
    return undefined; // a signed frame that is not JSON: its sender's fault, and no reason to stop
  }
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
