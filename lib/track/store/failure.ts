import { dirname } from 'node:path';
import { isOctavoError, OctavoError, shellWord } from '../../errors/index.ts';

/** SQLite's primary result codes (https://www.sqlite.org/rescode.html) that a user can do something about. */
const busy = 5;
const lockedTable = 6;
const readOnly = 8;
const inputOutput = 10;
const corrupt = 11;
const full = 13;
const cannotOpen = 14;
const notDatabase = 26;

/** Tells whether an error of SQLite says that another connection holds the file. */
export function isBusy(error: unknown): boolean {
  const code = resultCode(error);
  return code === busy || code === lockedTable;
}

/** Turns an error of SQLite into one that a user can act on; any other error comes back as it is. */
export function explainFailure(error: unknown, path: string): unknown {
  const code = resultCode(error);
  if (code === undefined || isOctavoError(error)) return error;
  const explain = (name: string, message: string, hint: string) =>
    new OctavoError(name, message, { cause: error, hint });
  switch (code) {
    case busy:
    case lockedTable:
      return explain('track-store-locked', `The store ${path} is held by another process`, `fuser ${shellWord(path)}`);
    case readOnly:
      return explain('track-store-unwritable', `The store ${path} is read-only`, `ls -l ${shellWord(path)}`);
    case cannotOpen:
      return explain(
        'track-store-unwritable',
        `Cannot open or create the store ${path}`,
        `ls -ld ${shellWord(dirname(path))}`,
      );
    case full:
    case inputOutput:
      return explain(
        'track-store-full',
        `Cannot write the store ${path}: ${text(error)}`,
        `df ${shellWord(dirname(path))}`,
      );
    case corrupt:
    case notDatabase:
      return explain(
        'track-store-not-database',
        `${path} is not a SQLite database: ${text(error)}`,
        `file ${shellWord(path)}`,
      );
    default:
      return error;
  }
}

function resultCode(error: unknown): number | undefined {
  const code = (error as { errcode?: unknown } | undefined)?.errcode;
  return typeof code === 'number' ? code & 0xff : undefined; // the upper bits are the extended code
}

function text(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
