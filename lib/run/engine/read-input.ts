import { resolve } from 'node:path';
import { isOctavoError } from '../../errors/index.ts';
import type { Host } from '../../host/index.ts';
import { decodeUtf8 } from '../../notebook/files.ts';
import { type Notebook, parseNotebook, readNotebook } from '../../notebook/index.ts';
import { shownPlace } from '../places.ts';
import { digestOf, type KnownContent } from '../storage/output-target.ts';
import { recoverRun } from '../storage/recover-run.ts';
import type { Storages } from '../storage/storages.ts';

/** The notebook that a run was given, as it was when the run began. */
export interface RunInput {
  source: Notebook;
  shown: string; // its place, as messages and records show it
  known: KnownContent | undefined; // undefined for a notebook that was given as an object
  isChanged: (signal?: AbortSignal) => Promise<boolean>; // whether the place holds something else by now; false where nobody can tell
}

export interface ReadInputOptions {
  signal?: AbortSignal | undefined; // gives up
  warn?: ((message: string) => void) | undefined;
}

/** Reads the notebook of a run. Throws what `readNotebook` throws, `run-place-…` and `run-remote-…`. */
export async function readInput(
  input: string | Notebook,
  storages: Storages,
  host: Host,
  { signal, warn = () => undefined }: ReadInputOptions = {},
): Promise<RunInput> {
  if (typeof input !== 'string') {
    const shown = input.path ?? 'notebook.ipynb';
    return { source: input, shown, known: undefined, isChanged: async () => false };
  }
  const storage = storages.find(input);
  const shown = shownPlace(input);
  if (storage.isFile) await recoverRun(input, warn, host); // what a killed run left there is made whole before it is read
  let { bytes, stamp } = await storage.read(input, host, signal);
  const readAgain = async () => {
    ({ bytes, stamp } = await storage.read(input, host, signal));
    return bytes;
  };
  // A file that is just being saved is read again until it is whole; what a server sent came whole or not at all.
  const source = storage.isFile
    ? (parsed() ?? (await readNotebook(input, { ...host, files: { ...host.files, readBytes: readAgain } }, shown)))
    : parseNotebook(text(), { path: shown });
  const digest = digestOf(bytes);
  return { source, shown, known: { stamp, digest }, isChanged };

  /** Without the mark of its byte order: the executed notebook is a new file, and Jupyter opens none that has it. */
  function text(): string {
    return decodeUtf8(bytes, shown).replace(/^\ufeff/, '');
  }

  function parsed(): Notebook | undefined {
    try {
      return parseNotebook(text(), { path: shown });
    } catch (error) {
      if (isOctavoError(error)) return undefined;
      throw error;
    }
  }

  async function isChanged(stop?: AbortSignal): Promise<boolean> {
    if (!storage.stamp || stamp === undefined) return false;
    try {
      if ((await storage.stamp(input as string, host, stop)) === stamp) return false;
      const now = await storage.read(input as string, host, stop);
      return digestOf(now.bytes) !== digest;
    } catch {
      return false; // it is gone, or out of reach: nothing that one could run again
    }
  }
}

/** Whether two places are one. For files links are followed. */
export async function isSamePlace(a: string, b: string, storages: Storages, host: Host): Promise<boolean> {
  if (a === b) return true;
  if (!storages.find(a).isFile || !storages.find(b).isFile) return false;
  const [first, second] = await Promise.all([a, b].map((place) => host.files.realPath(resolve(host.cwd(), place))));
  return first === second;
}
