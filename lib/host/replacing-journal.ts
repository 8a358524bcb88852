import { realpath } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import type { Files } from './files.ts';

/** One file of a change. Paths are relative to the root. */
export interface JournalStep {
  path: string;
  temporary?: string | undefined; // holds the new text; none for a file that is to be removed
  before: string | null; // the hash of what is replaced; null: there was no such file
  after: string | null; // the hash of the new text; null: it is to be removed
}

/** What says on the disk that several files change together. */
export interface Journal {
  pid: number; // of the process that writes
  committed: boolean; // every new text is on the disk
  steps: JournalStep[];
}

const journalName = /^replacing-([0-9a-f]+)\.json$/;

/** The journals in a folder. */
export async function journalsIn(folder: string, files: Files): Promise<string[]> {
  return (await files.list(folder)).filter((name) => journalName.test(name));
}

/** Where the new text of a file waits for its journal. */
export function temporaryOf(path: string, id: string): string {
  return join(dirname(path), `.${basename(path)}.${id}.tmp`);
}

/** Reads a journal; undefined when another process has finished it meanwhile, or when it is none of ours. */
export async function readJournal(root: string, path: string, files: Files): Promise<Journal | undefined> {
  try {
    const journal = JSON.parse(await files.readText(path));
    return (await isOurs(journal, basename(path), root)) ? journal : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Whether a journal can be one of ours: a repository may bring one, and following it must change nothing outside of the
 * project, no folder, nor what git, Python or Node run. Another one is left where it lies.
 */
async function isOurs({ steps }: Journal, name: string, root: string): Promise<boolean> {
  const id = journalName.exec(name)?.[1] ?? '';
  const realRoot = await realpath(root).catch(() => root);
  for (const step of steps) {
    if (!isStep(step) || (step.temporary !== undefined && step.temporary !== temporaryOf(step.path, id))) return false;
    const parts = step.path.split(/[/\\]/);
    if (parts.some((part) => part === '' || part.startsWith('.') || part.toLowerCase() === 'node_modules'))
      return false;
    const real = await realpath(join(root, dirname(step.path))).catch(() => undefined); // none: nothing is there to be changed
    if (real !== undefined && real !== realRoot && !real.startsWith(realRoot + sep)) return false;
  }
  return Array.isArray(steps);
}

function isStep({ path, temporary, before, after }: JournalStep): boolean {
  const isHash = (value: unknown) => value === null || typeof value === 'string';
  const isRemoved = temporary === undefined;
  return typeof path === 'string' && isHash(before) && isHash(after) && isRemoved === (after === null);
}
