import type { Host } from '../../host/index.ts';

/** A kind of place where notebooks are read and written. */
export interface Storage {
  isFile: boolean; // of this machine: it may have files beside it, and an editor can open it
  read: (place: string, host: Host) => Promise<Uint8Array>;
  write: (place: string, text: string, host: Host) => Promise<void>; // all of it or nothing
  check: (place: string, host: Host) => Promise<void>; // throws before a kernel starts when nothing can be written there
}

/** Storages by how a place begins: `s3://`, `https://`; a place that begins with none of them is a file. */
export interface Storages {
  register: (prefix: string, storage: Storage) => void;
  find: (place: string) => Storage;
}
