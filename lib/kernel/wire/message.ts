import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../../notebook/json/json.ts';

export const protocolVersion = '5.3';

/** The header of a Jupyter message; it names its sender's session and is quoted by every message it causes. */
export interface Header {
  msg_id: string;
  msg_type: string;
  session: string;
  username: string;
  date: string; // ISO 8601
  version: string; // of the protocol
}

export interface Message {
  identities: Uint8Array[]; // routing frames (shell, control, stdin) or the topic (iopub)
  header: Header;
  parent: Header | undefined; // of the request that caused it
  metadata: JsonObject;
  content: JsonObject;
  buffers: Uint8Array[];
}

export interface MessageOptions {
  session: string;
  parent?: Header | undefined;
  metadata?: JsonObject | undefined;
  identities?: Uint8Array[];
  buffers?: Uint8Array[] | undefined;
}

/** Makes a message with a fresh id and the present time. */
export function createMessage(type: string, content: JsonObject, options: MessageOptions): Message {
  return {
    identities: options.identities ?? [],
    header: {
      msg_id: randomUUID(),
      msg_type: type,
      session: options.session,
      username: 'octavo',
      date: new Date().toISOString(),
      version: protocolVersion,
    },
    parent: options.parent,
    metadata: options.metadata ?? {},
    content,
    buffers: options.buffers ?? [],
  };
}
