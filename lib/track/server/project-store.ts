import { statSync } from 'node:fs';
import { isOctavoError } from '../../errors/index.ts';
import { openStoreFile, type TrackingStore } from '../store/tracking-store.ts';

/** How long an answer may wait for a process that holds the whole store; the server does nothing else meanwhile. */
const patienceMs = 1000;

/**
 * The store of a project as a server sees it: only read, perhaps made after the server's start, perhaps taken away and
 * made anew while it is open.
 */
export class ProjectStore {
  readonly path: string; // absolute
  #open: { store: TrackingStore; file: string } | undefined;
  #generation = 0;

  constructor(path: string) {
    this.path = path;
  }

  /** Counts the files that were opened at this path: another number means that everything may have changed. */
  get generation(): number {
    return this.#generation;
  }

  /** The store that lies at the path now; undefined when nothing was recorded yet. Throws `track-store-…`. */
  current(): TrackingStore | undefined {
    const file = fileIdentity(this.path);
    if (file !== this.#open?.file) this.close();
    if (file === undefined) return undefined;
    try {
      if (!this.#open) {
        this.#open = {
          store: openStoreFile(this.path, { readOnly: true, create: false, busyTimeoutMs: patienceMs }),
          file,
        };
        this.#generation++;
      }
      return this.#open.store;
    } catch (error) {
      if (isOctavoError(error) && error.code === 'track-store-missing') return undefined;
      throw error;
    }
  }

  /** Reads from the store, or answers for one that is not there. Throws `track-store-…`. */
  read<Result>(work: (store: TrackingStore) => Result, whenMissing: () => Result): Result {
    try {
      const store = this.current();
      return store ? work(store) : whenMissing();
    } catch (error) {
      // A file that was damaged, or copied over, is opened anew the next time.
      if (!isOctavoError(error) || error.code.startsWith('track-store-')) this.close();
      throw error;
    }
  }

  close(): void {
    this.#open?.store.close();
    this.#open = undefined;
  }
}

/** Which file lies at a path; undefined for none, and for one that is still empty. */
function fileIdentity(path: string): string | undefined {
  const found = statSync(path, { throwIfNoEntry: false, bigint: true });
  if (!found || (found.isFile() && found.size === 0n)) return undefined;
  return `${found.dev}:${found.ino}`;
}
