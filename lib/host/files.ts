import { randomBytes } from 'node:crypto';
import { type BigIntStats, readFileSync, renameSync, statSync } from 'node:fs';
import { type FileHandle, lstat, mkdir, open, readdir, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isOctavoError, OctavoError, shellWord } from '../errors/index.ts';

export interface Files {
  readText: (path: string) => Promise<string>; // throws file-missing, file-is-folder, file-unreadable
  readBytes: (path: string) => Promise<Uint8Array>; // the same errors
  // Throws file-unwritable; and file-changed when the file no longer holds what is `expected`. A function looks for itself,
  // right before the file is replaced, and stops it by throwing an OctavoError.
  writeAtomically: (path: string, content: string | Uint8Array, expected?: Expected) => Promise<void>;
  writeNew: (path: string, content: string | Uint8Array) => Promise<void>; // throws file-unwritable, also when there is one
  // Over what is there; silent when `from` is missing. `check` is called right before, and stops it by throwing.
  move: (from: string, to: string, check?: () => void) => Promise<void>;
  kind: (path: string) => Promise<'file' | 'folder' | undefined>;
  list: (folder: string) => Promise<string[]>; // names, sorted; [] when the folder is missing
  realPath: (path: string) => Promise<string>; // with all links followed; the path itself when there is nothing
  stamp: (path: string) => Promise<FileStamp | undefined>; // undefined when there is none
  makeFolder: (path: string) => Promise<void>;
  remove: (path: string) => Promise<void>; // a file or a folder with all in it; silent when missing
}

/** What a file must hold until it is replaced. */
export type Expected = Uint8Array | (() => void);

/** What changes whenever a file is written, replaced or restored from elsewhere: enough to know it again without reading it. */
export interface FileStamp {
  key: string; // size, inode and times in nanoseconds
  changedMs: number; // when the file or its name changed last, since 1970, by the file system's clock
  isCoarse: boolean; // the file system counts whole seconds only
}

export const nodeFiles: Files = {
  readText: async (path) => (await readWhole(path)).toString('utf8'),
  readBytes: readWhole,
  writeAtomically,
  writeNew,
  move,
  kind: async (path) => {
    const found = look(path);
    return found?.isDirectory() ? 'folder' : found ? 'file' : undefined;
  },
  list: async (folder) => (await readdir(folder).catch(() => [])).sort(),
  realPath: (path) => realpath(path).catch(() => path),
  stamp,
  makeFolder: async (path) => {
    await mkdir(path, { recursive: true });
  },
  remove: (path) => rm(path, { recursive: true, force: true }),
};

/** At once: for hundreds of files this takes a tenth of the time that asking for each and waiting does. */
function look(path: string): BigIntStats | undefined {
  try {
    return statSync(path, { bigint: true, throwIfNoEntry: false });
  } catch {
    return undefined; // a part of the path is a file, or may not be looked into
  }
}

async function stamp(path: string): Promise<FileStamp | undefined> {
  const found = look(path);
  if (!found) return undefined;
  const { size, ino, mtimeNs, ctimeNs, ctimeMs } = found;
  const isCoarse = ctimeNs % 1_000_000_000n === 0n;
  return { key: `${size} ${ino} ${mtimeNs} ${ctimeNs}`, changedMs: Number(ctimeMs), isCoarse };
}

async function readWhole(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw new OctavoError('file-missing', `No such file: ${path}`, { cause, hint: `ls ${shellWord(dirname(path))}` });
    }
    if (code === 'EISDIR') {
      throw new OctavoError('file-is-folder', `${path} is a folder, not a file`, {
        cause,
        hint: `ls ${shellWord(path)}`,
      });
    }
    throw new OctavoError('file-unreadable', `Cannot read ${path}: ${code ?? String(cause)}`, { cause });
  }
}

/**
 * Writes beside the target, then renames over it: whoever reads the path sees the old content or the new, never a part.
 * A symbolic link stays one (its target is replaced) and the file keeps its permission bits. Throws `file-unwritable`
 * and leaves the old file as it was, also on a full disk and where nobody may write the file; `file-changed` when another
 * program has saved it since `expected` was read from it.
 */
async function writeAtomically(path: string, content: string | Uint8Array, expected?: Expected): Promise<void> {
  const found = await lstat(path).catch(() => undefined);
  const isLink = found?.isSymbolicLink() === true;
  const target = isLink ? await realpath(path).catch(() => path) : path;
  const temporary = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}.tmp`);
  let handle: FileHandle | undefined;
  try {
    // A link that leads nowhere is replaced; its own bits, which let everybody write, are no file's.
    const mode = (isLink ? await stat(path).catch(() => undefined) : found)?.mode;
    if (mode !== undefined && (mode & 0o222) === 0) throw Object.assign(new Error(), { code: 'EACCES' });
    handle = await open(temporary, 'wx', mode === undefined ? 0o666 : mode & 0o777);
    if (mode !== undefined) await handle.chmod(mode & 0o777); // the umask takes bits of what is opened
    await handle.writeFile(content);
    await handle.sync();
    await handle.close();
    handle = undefined;
    if (expected) replaceUnchanged(temporary, target, expected, path);
    else await rename(temporary, target);
  } catch (cause) {
    await handle?.close().catch(() => undefined);
    await rm(temporary, { force: true }).catch(() => undefined);
    throw cause instanceof OctavoError ? cause : unwritable(path, cause);
  }
}

/** Whether a name is one under which `writeAtomically` writes the file `target` until it is whole; both in one folder. */
export function isTemporaryOf(target: string, name: string): boolean {
  const begin = `.${target}.`;
  return name.startsWith(begin) && /^[0-9a-f]{12}\.tmp$/.test(name.slice(begin.length));
}

async function writeNew(path: string, content: string | Uint8Array): Promise<void> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(path, 'wx', 0o666);
    await handle.writeFile(content);
    await handle.sync();
  } catch (cause) {
    throw unwritable(path, cause);
  } finally {
    await handle?.close().catch(() => undefined);
  }
}

async function move(from: string, to: string, check: () => void = () => undefined): Promise<void> {
  try {
    check();
    renameSync(from, to); // at once, so that hardly anything comes between the look and the replacing
  } catch (cause) {
    if (isOctavoError(cause)) throw cause;
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw unwritable(to, cause);
  }
}

/** At once, so that nothing of this process, and hardly anything of another, comes between the look and the replacing. */
function replaceUnchanged(temporary: string, target: string, expected: Expected, path: string): void {
  if (typeof expected === 'function') expected();
  else if (!readFileSync(target).equals(expected)) throw changed(path);
  renameSync(temporary, target);
}

/** The error for a file that is not what was read any more. */
export function changed(path: string): OctavoError {
  const hint = 'save it there, close it or wait, and type the command again';
  return new OctavoError('file-changed', `Another program has saved ${path} meanwhile; its version stays`, { hint });
}

function unwritable(path: string, cause: unknown): OctavoError {
  const folder = shellWord(dirname(path));
  const isMissing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
  return new OctavoError('file-unwritable', `Cannot write ${path}: ${describeWriteFailure(cause)}`, {
    cause,
    hint: isMissing ? `mkdir -p ${folder}` : `ls -ld ${folder}; df ${folder}`,
  });
}

const writeFailures: Record<string, string> = {
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EISDIR: 'it is a folder',
  EEXIST: 'it is there already',
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file would be too large',
};

function describeWriteFailure(cause: unknown): string {
  const code = (cause as NodeJS.ErrnoException).code ?? '';
  return writeFailures[code] ?? String(cause);
}
