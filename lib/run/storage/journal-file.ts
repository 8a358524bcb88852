import { closeSync, constants, fstatSync, lstatSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** The journal of a run while it is written. It is there for the next command, should this process be killed. */
export interface JournalFile {
  path: string;
  append: (line: string | undefined) => void; // in the file when the event loop has turned once
  remove: () => void; // the executed notebook has it all
  close: () => void; // what was appended stays for the next command
}

export interface JournalFileOptions {
  head: (inode: string) => string; // the first line
  restate: () => Iterable<string>; // the lines that tell the same as all that were appended
  onFailure: (error: Error) => void; // there is no journal any more; the run goes on
  limitBytes?: number | undefined; // from where on it is told anew, 64 MiB unless given
}

/** Where the journal of a run lies: `.out.ipynb.journal`. The output is the path of a file, links followed. */
export function journalPath(output: string): string {
  return join(dirname(output), `.${basename(output)}.journal`);
}

/** Where a journal is made before it has its name: what bears the name always has a whole first line. */
export function newJournalPath(path: string): string {
  return `${path}.new`;
}

/**
 * Makes the journal of a run. Lines go to the system together, once for each turn of the event loop: that outlives the
 * end of this process, however it comes, and maybe not a power cut. A journal that has become long is told anew in the few
 * lines that still matter, so it is bounded as the kept outputs are.
 */
export function createJournalFile(path: string, options: JournalFileOptions): JournalFile {
  const restateLimit = options.limitBytes ?? 64 * 1024 * 1024;
  let pending: string[] = [];
  let planned: NodeJS.Immediate | undefined;
  let file: number | undefined;
  let bytes = 0;
  let nextRestate = restateLimit;
  guarded(() => start([]));
  return {
    path,
    append: (line) => {
      if (line === undefined || file === undefined) return;
      pending.push(line);
      planned ??= setImmediate(flush);
    },
    remove: () => guarded(remove),
    close: () => {
      flush();
      if (file !== undefined) closeSync(file);
      file = undefined;
    },
  };

  /** Puts a new journal into the place of whatever is there. No link is followed. */
  function start(lines: Iterable<string>): void {
    const fresh = newJournalPath(path);
    rmSync(fresh, { force: true });
    const { O_WRONLY, O_CREAT, O_EXCL, O_APPEND } = constants;
    const made = openSync(fresh, O_WRONLY | O_CREAT | O_EXCL | O_APPEND, 0o600);
    try {
      bytes = writeLines(made, [options.head(String(fstatSync(made, { bigint: true }).ino))]);
      for (const line of lines) bytes += writeLines(made, [line]);
      renameSync(fresh, path);
    } catch (error) {
      closeSync(made);
      rmSync(fresh, { force: true });
      throw error;
    }
    if (file !== undefined) closeSync(file);
    file = made;
    nextRestate = Math.max(restateLimit, 2 * bytes);
  }

  function flush(): void {
    clearImmediate(planned);
    planned = undefined;
    const lines = pending;
    pending = [];
    if (file === undefined || lines.length === 0) return;
    guarded(() => {
      bytes += writeLines(file as number, lines);
      if (bytes > nextRestate) start(options.restate());
    });
  }

  /** A full disk ends the journal, never the run: its room is given back. */
  function guarded(work: () => void): void {
    try {
      work();
    } catch (error) {
      try {
        remove();
      } catch {
        // Its folder is gone, and it with it.
      }
      options.onFailure(error as Error);
    }
  }

  function remove(): void {
    clearImmediate(planned);
    planned = undefined;
    pending = [];
    if (file === undefined) return;
    const own = fstatSync(file, { bigint: true });
    closeSync(file);
    file = undefined;
    const found = lstatSync(path, { bigint: true, throwIfNoEntry: false });
    if (found?.ino === own.ino && found.dev === own.dev) rmSync(path, { force: true }); // another run to the same output has its own
  }
}

function writeLines(file: number, lines: string[]): number {
  const text = Buffer.from(`${lines.join('\n')}\n`);
  for (let at = 0; at < text.length; ) at += writeSync(file, text, at);
  return text.length;
}
