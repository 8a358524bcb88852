import { createHash } from 'node:crypto';
import { renameSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join, sep } from 'node:path';
import { shellWord } from '../../errors/index.ts';
import { type Host, processIdentity, shownPath } from '../../host/index.ts';
import type { Notebook } from '../../notebook/index.ts';
import { formatJournalHead } from '../journal.ts';
import { besidePlace } from '../places.ts';
import { createJournalFile, journalPath } from './journal-file.ts';
import { tornHead } from './read-journal.ts';
import { recoverFolder, recoverRun } from './recover-run.ts';

/** What keeps a run while it is under way, whatever becomes of this process. */
export interface RunJournal {
  record: (line: string | undefined) => void;
  end: (isWritten: boolean) => void; // where the executed notebook is written the journal goes, else it stays for the next command
}

export interface RunJournalOptions {
  opening: Notebook; // before its first cell
  isWrittenOnce: boolean; // until its end the output is what it was before
  keptStreamBytes: number | undefined;
  restate: () => Iterable<string>; // the lines that tell the run so far
  warn: (message: string) => void;
}

/** The journal of a run that has none: its output is no file, or it has none at all. */
export const noJournal: RunJournal = { record: () => undefined, end: () => undefined };

/**
 * Opens the journal beside an executed notebook, after looking for one that a killed runner has left there. Where another
 * run writes to the same output, or something is in the way, the run goes on without.
 */
export async function openRunJournal(output: string, options: RunJournalOptions, host: Host): Promise<RunJournal> {
  const { warn } = options;
  const target = await host.files.realPath(output);
  const told: string[] = [];
  const found = await recoverRun(target, (message) => void told.push(message), host);
  const moved = found.kind === 'torn' ? moveAside(found.path, host) : undefined;
  for (const message of moved ? [moved] : told) warn(message);
  if (`${dirname(target)}${sep}`.includes(`${sep}local_data${sep}runs${sep}`))
    await recoverFolder(dirname(target), warn, host);
  if (found.kind === 'running') warn(`another run (process ${found.pid}) writes ${output} too`);
  if (found.kind === 'running' || found.kind === 'unusable' || (found.kind === 'torn' && !moved)) return noJournal;
  const { opening, restate, keptStreamBytes = null } = options;
  const before = options.isWrittenOnce ? await digestOf(target, host) : null;
  const owner = { host: hostname(), pid: process.pid, process: processIdentity(process.pid), before };
  let isKept = true;
  const file = createJournalFile(journalPath(target), {
    head: (inode) => formatJournalHead(opening, { ...owner, inode, keptStreamBytes }),
    restate,
    onFailure: (error) => {
      isKept = false;
      warn(`this run has no journal: ${error.message}; the run goes on`);
    },
  });
  return {
    record: file.append,
    end: (isWritten) => {
      if (isWritten) return file.remove();
      file.close();
      if (isKept) warn(`the run is kept in ${file.path}; once there is room: octavo inspect ${shellWord(output)}`);
    },
  };
}

/** Gives what is no journal a name that is not in the way, where it can be seen. Returns what is said of it; undefined when it stays. */
function moveAside(path: string, host: Host): string | undefined {
  const aside = besidePlace(join(dirname(path), basename(path).slice(1)), host.clock.now());
  try {
    renameSync(path, aside);
  } catch {
    return undefined;
  }
  const [old, shown] = [path, aside].map((one) => shownPath(one, host.cwd()));
  return `${old} is now ${shown}: ${tornHead} (rm ${shellWord(shown as string)} removes it)`;
}

/** What lies at the output before the run, for a run that writes it at its end only; null when nothing does. */
export async function digestOf(path: string, host: Host): Promise<string | null> {
  if ((await host.files.kind(path)) !== 'file') return null;
  return createHash('sha256')
    .update(await host.files.readBytes(path))
    .digest('hex');
}
