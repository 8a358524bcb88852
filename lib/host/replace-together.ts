import { createHash, randomBytes } from 'node:crypto';
import { existsSync, lstatSync, readFileSync, rmdirSync, unlinkSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isOctavoError } from '../errors/index.ts';
import { refuseUnchangeable } from './changeable.ts';
import { changed, type Files, nodeFiles } from './files.ts';
import { inParallel } from './in-parallel.ts';
import { isAlive } from './processes.ts';
import { type Journal, type JournalStep, journalsIn, readJournal, temporaryOf } from './replacing-journal.ts';

/** A file to be replaced, created, or (without a text) removed. */
export interface FileChange {
  path: string; // relative to the root
  text: string | undefined;
  expected?: string | null | undefined; // what it must hold until it is replaced; null: there must be no such file
}

const atOnce = 8; // files under way: most of the time goes into waiting for the disk
const folder = '.octavo';

/**
 * Changes several files so that a kill at any moment leaves all of them old, or is made good by `finishReplacing`.
 *
 * A journal names the temporary files before the first of them is written beside its target; once all are on the disk
 * the journal says so, and from that moment on the change will happen, but for files that somebody saves meanwhile: each
 * is looked at once more right before it is replaced. Files keep their permission bits. Throws `file-unwritable`,
 * `file-outside-project` and `file-changed`, with all files old, or, after a save in that last moment, with those old
 * that come behind it.
 */
export async function replaceTogether(root: string, changes: FileChange[], files: Files = nodeFiles): Promise<void> {
  const id = randomBytes(6).toString('hex');
  const journalPath = join(root, folder, `replacing-${id}.json`);
  await refuseUnchangeable(root, [...changes.map((change) => change.path), join(folder, 'replacing.json')]);
  const steps = changes.map((change) => stepOf(root, change, id));
  const journal: Journal = { pid: process.pid, committed: false, steps };
  await files.makeFolder(join(root, folder));
  await files.writeAtomically(journalPath, JSON.stringify(journal));
  try {
    const folders = steps.flatMap(({ temporary }) => (temporary === undefined ? [] : dirname(temporary)));
    for (const folder of new Set(folders)) await files.makeFolder(join(root, folder));
    await inParallel(changes, atOnce, async ({ path, text }, index) => {
      const temporary = steps[index]?.temporary;
      if (temporary === undefined || text === undefined) return;
      await files.writeNew(join(root, temporary), text);
      const old = lstatSync(join(root, path), { throwIfNoEntry: false });
      if (old) await chmod(join(root, temporary), old.mode & 0o777);
    });
    refuseChanged(root, steps);
    await files.writeAtomically(journalPath, JSON.stringify({ ...journal, committed: true }));
  } catch (error) {
    await abandon(root, journal, journalPath, files).catch(() => undefined);
    throw error;
  }
  await carryOut(root, journal, journalPath, files);
}

/**
 * Finishes, or clears away, what processes that are gone began with `replaceTogether`. Returns the paths now in place.
 * Throws `file-changed` when one of them was saved since: then it stays, and so do those that were not replaced yet.
 */
export async function finishReplacing(root: string, files: Files = nodeFiles): Promise<string[]> {
  const done: string[] = [];
  for (const name of await journalsIn(join(root, folder), files)) {
    const journalPath = join(root, folder, name);
    const journal = await readJournal(root, journalPath, files);
    if (journal?.committed) done.push(...(await carryOut(root, journal, journalPath, files)));
    else if (journal && (journal.pid === process.pid || !isAlive(journal.pid)))
      await abandon(root, journal, journalPath, files);
  }
  return done;
}

function stepOf(root: string, { path, text, expected }: FileChange, id: string): JournalStep {
  const before = expected === undefined ? hashAt(join(root, path)) : expected === null ? null : hashOf(expected);
  if (text === undefined) return { path, before, after: null };
  return { path, temporary: temporaryOf(path, id), before, after: hashOf(text) };
}

function hashOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Of the file at a path; null when there is none. At once, so that nothing of this process comes between the look and what follows. */
function hashAt(path: string): string | null {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (!found) return null;
  return found.isFile() ? hashOf(readFileSync(path)) : 'no file';
}

/** Throws when a file is neither what it was nor what it is to be. */
function refuseChanged(root: string, steps: JournalStep[]): void {
  for (const { path, before, after } of steps) {
    const now = hashAt(join(root, path));
    if (now !== before && now !== after) throw changed(path);
  }
}

/** May be begun again after any of its steps. */
async function carryOut(root: string, journal: Journal, journalPath: string, files: Files): Promise<string[]> {
  try {
    refuseChanged(root, journal.steps);
    for (const step of journal.steps) await carryOutStep(root, step, files);
  } catch (error) {
    if (isOctavoError(error) && error.code === 'file-changed') await abandon(root, journal, journalPath, files);
    throw error;
  }
  await files.remove(journalPath);
  return journal.steps.map((step) => step.path);
}

async function carryOutStep(root: string, step: JournalStep, files: Files): Promise<void> {
  const place = join(root, step.path);
  const check = () => refuseChanged(root, [step]);
  if (step.temporary !== undefined) return files.move(join(root, step.temporary), place, check);
  check();
  if (!existsSync(place)) return;
  unlinkSync(place);
  try {
    if (step.path.includes('/')) rmdirSync(dirname(place));
  } catch {
    // there is something else in the folder
  }
}

async function abandon(root: string, journal: Journal, journalPath: string, files: Files): Promise<void> {
  for (const { temporary } of journal.steps) if (temporary !== undefined) await files.remove(join(root, temporary));
  await files.remove(journalPath);
}
