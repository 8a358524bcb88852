import { readFileSync, statSync } from 'node:fs';
import { lateCrypto } from '../../late-crypto.ts';

/** What a file was like when it was read. */
export interface FileStamp {
  mtimeMs: number; // of no file: -1
  sizeBytes: number;
  isFresh: boolean; // written so shortly before that the clock of the file system may not tell the next change
  content: string; // equal for equal content
}

const freshMs = 100;
const hashedBytes = 4 * 1024 * 1024; // larger files (data as JSON) are told apart by time and size alone

/** Reads a file's stamp. A file that is not there has one too. */
export function fileStamp(file: string): FileStamp {
  const { mtimeMs, sizeBytes } = look(file);
  const isFresh = Math.abs(Date.now() - mtimeMs) < freshMs;
  return { mtimeMs, sizeBytes, isFresh, content: contentOf(file, mtimeMs, sizeBytes) };
}

/** Tells cheaply whether a file is still the one that was stamped; when in doubt it says no. */
export function isUnchanged(file: string, stamp: FileStamp): boolean {
  const { mtimeMs, sizeBytes } = look(file);
  return !stamp.isFresh && mtimeMs === stamp.mtimeMs && sizeBytes === stamp.sizeBytes;
}

function look(file: string): { mtimeMs: number; sizeBytes: number } {
  const found = statSync(file, { throwIfNoEntry: false });
  return found?.isFile() ? { mtimeMs: found.mtimeMs, sizeBytes: found.size } : { mtimeMs: -1, sizeBytes: 0 };
}

function contentOf(file: string, mtimeMs: number, sizeBytes: number): string {
  if (sizeBytes > hashedBytes) return `${mtimeMs} ${sizeBytes}`;
  try {
    return lateCrypto().hash('sha256', readFileSync(file));
  } catch {
    return 'none';
  }
}
