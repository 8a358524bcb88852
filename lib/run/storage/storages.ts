import type { Host } from '../../host/index.ts';

/** A kind of place where notebooks are read and written. Failures are OctavoErrors that show no password of a place. */
export interface Storage {
  isFile: boolean; // of this machine: it may have files beside it, and an editor can open it
  read: (place: string, host: Host, signal?: AbortSignal) => Promise<StoredContent>;
  // All of it or nothing. Resolves to the new stamp; throws `run-output-changed` when the place has not the stamp expected.
  write: (place: string, text: string, host: Host, options?: WriteOptions) => Promise<string | undefined>;
  check: (place: string, host: Host) => Promise<void>; // throws before a kernel starts when nothing can be written there
  stamp?: (place: string, host: Host, signal?: AbortSignal) => Promise<string | undefined>; // as it is now; undefined when there is nothing
  restMs?: number; // least time between two saves of a run; Infinity: written once, at its end
}

/** What lies at a place. */
export interface StoredContent {
  bytes: Uint8Array;
  stamp?: string | undefined; // changes whenever the content does; without one nobody can tell
}

/** How something is written. */
export interface WriteOptions {
  signal?: AbortSignal | undefined; // gives up
  expected?: string | undefined; // the stamp that the place has, unless somebody else has written there
}

/** Storages by how a place begins: `s3://`, `https://`; a place that begins with none of them is a file. */
export interface Storages {
  register: (prefix: string, storage: Storage) => void; // goes before those registered earlier
  find: (place: string) => Storage; // throws `run-place-unknown`
}
