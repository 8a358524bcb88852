import { randomBytes } from 'node:crypto';
import { chmod, lstat, realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, sep } from 'node:path';
import { refuseUnchangeable } from './changeable.ts';
import { changed, type Files, nodeFiles } from './files.ts';
import { inParallel } from './in-parallel.ts';
import { isAlive } from './processes.ts';

/** A file to be replaced, created, or (without a text) removed. */
export interface FileChange {
  path: string; // relative to the root
  text: string | undefined;
  expected?: string | null | undefined; // what it must hold until it is replaced; null: there must be no such file
}

interface Journal {
  pid: number; // of the process that writes
  committed: boolean; // every new text is on the disk
  steps: { path: string; temporary: string | undefined }[]; // relative to the root
}

const atOnce = 8; // files under way: most of the time goes into waiting for the disk
const folder = '.octavo';
const journalName = /^replacing-[0-9a-f]+\.json$/;

/**
 * Changes several files so that a kill at any moment leaves all of them old, or is made good by `finishReplacing`.
 *
 * A journal names the temporary files before the first of them is written beside its target; once all are on the disk
 * the journal says so, and from that moment on the change will happen. Files keep their permission bits. Throws
 * `file-unwritable`, `file-outside-project` and `file-changed`, with all files old.
 */
export async function replaceTogether(root: string, changes: FileChange[], files: Files = nodeFiles): Promise<void> {
  await refuseUnchangeable(
    root,
    changes.map((change) => change.path),
  );
  const id = randomBytes(6).toString('hex');
  const journalPath = join(root, folder, `replacing-${id}.json`);
  const steps = changes.map(({ path, text }) => {
    return { path, temporary: text === undefined ? undefined : temporaryOf(path, id) };
  });
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
      const old = await lstat(join(root, path)).catch(() => undefined);
      if (old) await chmod(join(root, temporary), old.mode & 0o777);
    });
    for (const change of changes) await checkUnchanged(root, change, files);
    await files.writeAtomically(journalPath, JSON.stringify({ ...journal, committed: true }));
  } catch (error) {
    await abandon(root, journal, journalPath, files).catch(() => undefined);
    throw error;
  }
  await carryOut(root, journal, journalPath, files);
}

/** Finishes, or clears away, what processes that are gone began with `replaceTogether`. Returns the paths now in place. */
export async function finishReplacing(root: string, files: Files = nodeFiles): Promise<string[]> {
  const done: string[] = [];
  for (const name of (await files.list(join(root, folder))).filter((one) => journalName.test(one))) {
    const journalPath = join(root, folder, name);
    const journal = await readJournal(journalPath, files);
    if (!journal || !(await isOurs(journal, name, root))) continue;
    if (journal.committed) done.push(...(await carryOut(root, journal, journalPath, files)));
    else if (journal.pid === process.pid || !isAlive(journal.pid)) await abandon(root, journal, journalPath, files);
  }
  return done;
}

async function checkUnchanged(root: string, { path, expected }: FileChange, files: Files): Promise<void> {
  if (expected === undefined) return;
  const place = join(root, path);
  const bytes = (await files.kind(place)) === undefined ? undefined : await files.readBytes(place);
  const same = expected === null ? bytes === undefined : bytes && Buffer.from(expected).equals(bytes);
  if (!same) throw changed(path);
}

function temporaryOf(path: string, id: string): string {
  return join(dirname(path), `.${basename(path)}.${id}.tmp`);
}

/**
 * Whether a journal can be one of ours: a repository may bring one, and following it must change nothing outside of the
 * project, nor what git, Python or Node run. Another one is left where it lies.
 */
async function isOurs({ steps }: Journal, name: string, root: string): Promise<boolean> {
  const id = /^replacing-([0-9a-f]+)\.json$/.exec(name)?.[1] ?? '';
  const realRoot = await realpath(root).catch(() => root);
  for (const { path, temporary } of Array.isArray(steps) ? steps : []) {
    if (typeof path !== 'string' || (temporary !== undefined && temporary !== temporaryOf(path, id))) return false;
    const parts = path.split(/[/\\]/);
    if (isAbsolute(path) || parts.some((part) => part.startsWith('.') || part === 'node_modules')) return false;
    const real = await realpath(join(root, dirname(path))).catch(() => undefined); // none: nothing is there to be changed
    if (real !== undefined && real !== realRoot && !real.startsWith(realRoot + sep)) return false;
  }
  return Array.isArray(steps);
}

async function readJournal(path: string, files: Files): Promise<Journal | undefined> {
  try {
    return JSON.parse(await files.readText(path)) as Journal;
  } catch {
    return undefined; // another process has finished it
  }
}

/** May be begun again after any of its steps. */
async function carryOut(root: string, journal: Journal, journalPath: string, files: Files): Promise<string[]> {
  for (const { path, temporary } of journal.steps) {
    if (temporary !== undefined) await files.move(join(root, temporary), join(root, path));
    else {
      await files.remove(join(root, path));
      if ((await files.list(join(root, dirname(path)))).length === 0) await files.remove(join(root, dirname(path)));
    }
  }
  await files.remove(journalPath);
  return journal.steps.map((step) => step.path);
}

async function abandon(root: string, journal: Journal, journalPath: string, files: Files): Promise<void> {
  for (const { temporary } of journal.steps) if (temporary !== undefined) await files.remove(join(root, temporary));
  await files.remove(journalPath);
}
