import { Buffer } from 'node:buffer';
import type { Comm, CommContent, CommDoor, CommListener, CommOpened, CommOptions } from '../comms.ts';
import { lateCrypto } from '../late-crypto.ts';
import { sendEvent } from './events.ts';
import type { CommMessage } from './protocol.ts';
import { callingCell } from './running-cell.ts';

interface OpenComm {
  comm: Comm;
  onMessage: Set<CommListener>;
  onClose: Set<CommListener>;
}

const comms = new Map<string, OpenComm>();
const targets = new Map<string, CommOpened>();

export const commsOfKernel: CommDoor = {
  register: (target, opened) => {
    targets.set(target, opened);
  },
  open: (target, data, options) => {
    const comm = createComm(lateCrypto().randomUUID().replaceAll('-', ''), target);
    send({ type: 'open', id: comm.id, target, ...contentOf(data, options) });
    return comm;
  },
};

/** Has the listeners of a message do their work; resolves when all have. One that fails does not keep it from the others. */
export async function takeCommMessage(message: CommMessage): Promise<void> {
  const content: CommContent = {
    data: message.data,
    metadata: message.metadata ?? {},
    buffers: (message.buffers ?? []).map((text) => new Uint8Array(Buffer.from(text, 'base64'))),
  };
  const results = await Promise.allSettled(listenersOf(message).map(async (listener) => listener(content)));
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}

function listenersOf(message: CommMessage): CommListener[] {
  const { id, target = '' } = message;
  if (message.type === 'open') {
    const opened = targets.get(target);
    if (opened && !comms.has(id)) return [(content) => open(createComm(id, target), opened, content)];
    send({ type: 'close', id, data: {} }); // so the protocol wants it for a target that nobody knows
    return [];
  }
  const found = comms.get(id);
  if (message.type === 'close') comms.delete(id);
  return found ? [...(message.type === 'close' ? found.onClose : found.onMessage)] : [];
}

async function open(comm: Comm, opened: CommOpened, content: CommContent): Promise<void> {
  try {
    await opened(comm, content);
  } catch (error) {
    comm.close();
    throw error;
  }
}

function createComm(id: string, target: string): Comm {
  const onMessage = new Set<CommListener>();
  const onClose = new Set<CommListener>();
  const comm: Comm = {
    id,
    target,
    get isClosed() {
      return comms.get(id)?.comm !== comm;
    },
    send: (data, options) => {
      if (comm.isClosed) throw new Error(`the comm ${target} is closed`);
      send({ type: 'msg', id, ...contentOf(data, options) });
    },
    onMessage: (listener) => void onMessage.add(listener),
    onClose: (listener) => void onClose.add(listener),
    close: (data, options) => {
      if (comm.isClosed) return;
      comms.delete(id);
      send({ type: 'close', id, ...contentOf(data, options) });
    },
  };
  comms.set(id, { comm, onMessage, onClose });
  return comm;
}

function send(message: CommMessage): void {
  sendEvent({ type: 'comm', request: callingCell()?.request, message });
}

function contentOf(data: unknown = {}, { metadata = {}, buffers = [] }: CommOptions = {}) {
  return { data, metadata, buffers: buffers.map(base64Of) };
}

function base64Of(bytes: ArrayBuffer | ArrayBufferView): string {
  const view = ArrayBuffer.isView(bytes) ? bytes : new Uint8Array(bytes);
  return Buffer.from(view.buffer, view.byteOffset, view.byteLength).toString('base64');
}
