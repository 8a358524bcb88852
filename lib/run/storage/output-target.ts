import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { isOctavoError, OctavoError, shellWord } from '../../errors/index.ts';
import type { Host } from '../../host/index.ts';
import { formatNotebook, type Notebook } from '../../notebook/index.ts';
import { besidePlace, shownPlace } from '../places.ts';
import type { Storage } from './storages.ts';

/** What is known of the content of a place: enough to see whether somebody else has written there. */
export interface KnownContent {
  stamp: string | undefined;
  digest: string;
}

/** Where the executed notebook of one run goes. */
export interface OutputTarget {
  shown: () => string; // where it is by now, as messages and records show it
  file: string | undefined; // absolute, where it is a file of this machine
  restMs: number | undefined;
  write: (notebook: Notebook) => Promise<void>;
  changed: () => OctavoError | undefined; // why it lies beside the place that was asked for
  last: (signal: AbortSignal | undefined) => void; // what is written from now on is given up only by this signal
}

export interface TargetOptions {
  place: string;
  storage: Storage;
  known: KnownContent | undefined; // when it holds what the run was read from
  signal: AbortSignal | undefined;
  warn: (message: string) => void;
}

/**
 * Makes the target of a run. What another program writes there meanwhile is never written over: from then on the run
 * writes beside it, `out.octavo-<time>.ipynb`, and says so once.
 */
export function createTarget({ place, storage, warn, ...options }: TargetOptions, host: Host): OutputTarget {
  let current = place;
  let { known, signal } = options;
  let changed: OctavoError | undefined;

  async function write(text: string): Promise<void> {
    const stamp = await storage.write(current, text, host, { signal, expected: known?.stamp });
    known = { stamp, digest: digestOf(text) };
  }

  /** A stamp changes also when a file is touched or copied back; then the content is as it was. */
  async function isSame(): Promise<boolean> {
    const found = await storage.read(current, host, signal).catch(() => undefined);
    if (!found || !known || digestOf(found.bytes) !== known.digest) return false;
    known = { ...known, stamp: found.stamp };
    return true;
  }

  return {
    shown: () => shownPlace(current),
    file: storage.isFile ? resolve(host.cwd(), place) : undefined,
    restMs: storage.restMs,
    write: async (notebook) => {
      const text = formatNotebook(notebook);
      try {
        await write(text);
      } catch (error) {
        if (!isOctavoError(error) || error.code !== 'run-output-changed') throw error;
        if (await isSame()) return await write(text);
        current = besidePlace(place, host.clock.now());
        const hint = storage.isFile ? `octavo diff ${shellWord(place)} ${shellWord(current)}` : 'compare the two';
        changed = new OctavoError(error.code, error.message, { hint, cause: error });
        known = undefined;
        warn(`${error.message}; its version stays, the executed notebook goes to ${shownPlace(current)}`);
        await write(text);
      }
    },
    changed: () => changed,
    last: (next) => {
      signal = next;
    },
  };
}

export function digestOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
