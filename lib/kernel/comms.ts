/** What one message of a comm carries besides its comm. */
export interface CommContent {
  data: unknown; // JSON
  metadata: Record<string, unknown>;
  buffers: Uint8Array[]; // bytes, sent as they are
}

export interface CommOptions {
  metadata?: Record<string, unknown>;
  buffers?: (ArrayBuffer | ArrayBufferView)[];
}

export type CommListener = (content: CommContent) => unknown; // a promise is awaited

/** A connection between the kernel and something in the client, a widget for example, that either side may open. */
export interface Comm {
  readonly id: string;
  readonly target: string; // the name under which the other side listens for comms to be opened
  readonly isClosed: boolean;
  /** Sends data to the other side. Throws when the comm is closed, or when the data is no JSON. */
  send(data: unknown, options?: CommOptions): void;
  /** Calls a listener for every message; what it prints or displays belongs to that message. */
  onMessage(listener: CommListener): void;
  /** Calls a listener once, when the other side closes the comm. */
  onClose(listener: CommListener): void;
  /** Closes the comm; may be called again. */
  close(data?: unknown, options?: CommOptions): void;
}

export type CommOpened = (comm: Comm, opened: CommContent) => unknown; // likewise

/** How a kernel offers its comms. It sets one under `commDoor`; other copies of this module find it there. */
export interface CommDoor {
  register(target: string, opened: CommOpened): void;
  open(target: string, data: unknown, options: CommOptions): Comm;
}

export const commDoor = Symbol.for('octavo.kernel.comms');

/**
 * Has a function called for every comm that the client opens under a name, in place of an earlier one of that name.
 * Throws outside a kernel.
 */
export function registerCommTarget(target: string, opened: CommOpened): void {
  door().register(target, opened);
}

/** Opens a comm to what listens in the client under a name. Throws outside a kernel. */
export function openComm(target: string, data: unknown = {}, options: CommOptions = {}): Comm {
  return door().open(target, data, options);
}

function door(): CommDoor {
  const found = (globalThis as { [commDoor]?: CommDoor })[commDoor];
  if (!found) throw new Error('comms connect a notebook with its kernel: there is none here');
  return found;
}
