import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { isOctavoError, shellWord } from '../../errors/index.ts';
import { type Host, isProcessGone, isTemporaryOf, nodeHost, processIdentity, shownPath } from '../../host/index.ts';
import { cellTags, formatNotebook, type Notebook, parseNotebook } from '../../notebook/index.ts';
import { isJsonObject } from '../../notebook/json/index.ts';
import { startReplay } from '../journal.ts';
import { besidePlace } from '../places.ts';
import { journalPath, newJournalPath } from './journal-file.ts';
import { overflowPath } from './overflow-file.ts';
import { type FoundJournal, openFoundJournal, tornHead } from './read-journal.ts';

/** What there was to be done about the journal beside an executed notebook. */
export type Recovery =
  | { kind: 'none' } // nobody has left one
  | { kind: 'recovered'; lostAt: Date } // the notebook is as the run left it; `lostAt`: the last sign of life
  | { kind: 'newer' } // the notebook is of a later run or was edited, and stays; the journal is gone
  | { kind: 'running'; pid: number } // its run goes on
  | { kind: 'elsewhere' } // its run was started on another machine or in another container: nobody here can tell
  | { kind: 'torn'; path: string } // its first line is; it is left alone, and one line said so
  | { kind: 'unusable' }; // it is left alone, and one line said why

/**
 * Looks for the journal of a run whose runner was killed, and makes the executed notebook from it: complete up to the last
 * message, and `lost`. Writes nothing but that notebook, and only over what the same run has written. Never throws.
 */
export async function recoverRun(
  output: string, // path of an executed notebook; links are followed
  warn: (message: string) => void,
  host: Host = nodeHost,
): Promise<Recovery> {
  const target = await host.files.realPath(resolve(host.cwd(), output));
  const path = journalPath(target);
  let journal: FoundJournal | undefined;
  try {
    journal = openFoundJournal(path);
    if (!journal) {
      removeUnborn(newJournalPath(path));
      return { kind: 'none' };
    }
    const { head, inode } = journal;
    if (head.host !== hostname()) return { kind: 'elsewhere' };
    if (!isProcessGone(head.pid, head.process)) return whoseIs(head.pid, head.process);
    const lostAt = new Date(Math.min(host.clock.now().getTime(), journal.changedAt.getTime()));
    const written = await rewrite(target, journal, lostAt, host);
    removeLeftovers(target, path, inode);
    if (written === undefined) return { kind: 'newer' };
    const shown = shownPath(target, host.cwd());
    if (written !== target) {
      const beside = shownPath(written, host.cwd());
      warn(`${shown} was edited while its run was on, and stays; what the killed run had done is in ${beside}`);
      return { kind: 'newer' };
    }
    warn(`${shown}: its runner was killed; the notebook has all until ${lostAt.toISOString()}`);
    return { kind: 'recovered', lostAt };
  } catch (error) {
    if (journal && !isStillThere(path, journal.inode)) return { kind: 'none' }; // another command has done it meanwhile
    const reason = isOctavoError(error) && error.code === 'run-journal' ? error.message : describe(error);
    const shown = shownPath(path, host.cwd());
    const isTorn = reason === tornHead;
    warn(`${shown} is left alone: ${reason}${isTorn ? ` (rm ${shellWord(shown)} removes it)` : ''}`);
    return isTorn ? { kind: 'torn', path } : { kind: 'unusable' };
  } finally {
    journal?.close();
  }
}

/** Does so for every executed notebook of a folder. */
export async function recoverFolder(
  folder: string,
  warn: (message: string) => void,
  host: Host = nodeHost,
): Promise<void> {
  for (const name of await host.files.list(folder)) {
    const output = /^\.(.+\.ipynb)\.journal$/.exec(name)?.[1];
    if (output !== undefined) await recoverRun(join(folder, output), warn, host);
  }
}

/** Does so for every executed notebook that a project keeps in local_data/runs. */
export async function recoverProject(
  root: string,
  warn: (message: string) => void,
  host: Host = nodeHost,
): Promise<void> {
  const runs = join(root, 'local_data', 'runs');
  for (const name of await host.files.list(runs)) await recoverFolder(join(runs, name), warn, host);
}

/** A process that is not gone for sure: it runs, or it is of another container, whose ids mean nothing here. */
function whoseIs(pid: number, identity: string): Recovery {
  const namespaceOf = (process: string) => process.split('/')[1];
  const isHere = identity === '' || namespaceOf(identity) === namespaceOf(processIdentity(process.pid));
  return isHere ? { kind: 'running', pid } : { kind: 'elsewhere' };
}

/** Returns where the notebook of the lost run is written: beside one that somebody edited; nowhere when there is that of a later run. */
async function rewrite(target: string, journal: FoundJournal, lostAt: Date, host: Host): Promise<string | undefined> {
  const opening = parseNotebook(journal.head.notebook);
  const isThere = lstatSync(target, { throwIfNoEntry: false }) !== undefined;
  const before = isThere ? await host.files.readBytes(target) : undefined;
  const isOld = before && createHash('sha256').update(before).digest('hex') === journal.head.before;
  const found = before && !isOld ? parseNotebook(Buffer.from(before).toString('utf8')) : undefined;
  if (found && !isSameRun(found, opening)) return undefined;
  const isEdited = found !== undefined && writtenByHand(found) !== writtenByHand(opening);
  const place = isEdited ? besidePlace(target, lostAt) : target;
  const replay = startReplay(journal.head, (id, stream) => basename(overflowPath(target, id, stream)));
  for (const line of journal.lines) if (!replay.take(line)) break;
  const text = formatNotebook(replay.finish(lostAt));
  parseNotebook(text); // what others made up must not become a notebook that nobody can open
  await host.files.writeAtomically(place, text, isEdited ? undefined : before);
  return place;
}

/** What a run never changes: an editor that had the output open keeps the run's metadata when it saves other cells. */
function writtenByHand({ cells }: Notebook): string {
  return JSON.stringify(cells.map((cell) => [cell.kind, cell.id, cell.source, cellTags(cell)]));
}

/** Whether a notebook on the disk is an earlier state of the run that began with another. */
function isSameRun(found: Notebook, opening: Notebook): boolean {
  const key = ({ metadata: { papermill, octavo } }: Notebook) =>
    isJsonObject(papermill) && isJsonObject(octavo) && octavo.status === 'running'
      ? JSON.stringify([papermill.start_time, octavo.run_id])
      : undefined;
  return key(found) !== undefined && key(found) === key(opening);
}

function isStillThere(path: string, inode: bigint): boolean {
  return lstatSync(path, { bigint: true, throwIfNoEntry: false })?.ino === inode;
}

/** Removes the journal, and what the runner had not finished writing when it was killed. */
function removeLeftovers(target: string, path: string, inode: bigint): void {
  if (!isStillThere(path, inode)) return; // a new run has begun its own
  const folder = dirname(target);
  const isHalf = (name: string) => isTemporaryOf(basename(target), name);
  for (const name of readdirSync(folder).filter(isHalf)) rmSync(join(folder, name), { force: true });
  rmSync(newJournalPath(path), { force: true });
  rmSync(path, { force: true });
}

/** Removes a journal whose runner was killed before it had its name: nothing had happened yet. */
function removeUnborn(path: string): void {
  let found: FoundJournal | undefined;
  try {
    found = openFoundJournal(path);
    if (found?.head.host === hostname() && isProcessGone(found.head.pid, found.head.process)) rmSync(path);
  } catch {
    // Its first line is torn: nobody can tell whose it is. The next run to the same output takes its place.
  } finally {
    found?.close();
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
