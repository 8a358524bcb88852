import { closeSync, constants, fstatSync, lstatSync, openSync, readSync } from 'node:fs';
import { OctavoError } from '../../errors/index.ts';
import { type JournalHead, parsedObject, parseJournalHead } from '../journal.ts';

/** A journal as it lies on the disk. */
export interface FoundJournal {
  head: JournalHead;
  lines: Iterable<string>; // behind the head; to be gone through once
  inode: bigint;
  changedAt: Date; // when its last line was written
  close: () => void;
}

/** Why a journal cannot be read that a power cut has torn: its runner is gone, since it gives the name to whole ones only. */
export const tornHead = 'its first line is torn, or it is no journal of a run';

const chunkBytes = 1024 * 1024;
const longestLine = 512 * 1024 * 1024; // what a text can hold

/**
 * Opens a journal; undefined when there is none. Throws `run-journal` for what is no journal, or one of another version:
 * a link, a folder, any text that a repository may bring.
 */
export function openFoundJournal(path: string): FoundJournal | undefined {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (!found) return undefined;
  if (!found.isFile()) throw new OctavoError('run-journal', 'it is no file');
  const file = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  const close = () => closeSync(file);
  try {
    const lines = linesOf(file);
    const first = lines.next();
    const begin = first.done ? '' : first.value;
    if (!parsedObject(begin)) throw new OctavoError('run-journal', tornHead);
    const head = parseJournalHead(begin);
    const { ino: inode, mtime: changedAt } = fstatSync(file, { bigint: true });
    if (head.inode !== String(inode)) throw new OctavoError('run-journal', 'it is a copy, or came from elsewhere');
    return { head, lines, inode, changedAt, close };
  } catch (error) {
    close();
    throw error;
  }
}

/** The whole lines of a file; one that the end tears is none. */
function* linesOf(file: number): Generator<string, undefined> {
  let parts: Buffer[] = [];
  let length = 0;
  for (;;) {
    const chunk = Buffer.alloc(chunkBytes);
    let rest = chunk.subarray(0, readSync(file, chunk));
    if (rest.length === 0) return;
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
      yield Buffer.concat([...parts, rest.subarray(0, end)]).toString('utf8');
      rest = rest.subarray(end + 1);
      parts = [];
      length = 0;
    }
    parts.push(rest);
    length += rest.length;
    if (length > longestLine) return;
  }
}
