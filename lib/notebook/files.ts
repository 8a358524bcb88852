// Generated from notebooks/20_notebook/07_files.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 5d0b7203 5d0b7205 5d0b7206

// %% notebooks/20_notebook/07_files.ipynb#5d0b7203 d331401f
import { setTimeout as wait } from 'node:timers/promises';
import { isOctavoError, OctavoError, shellWord } from '../errors/index.ts';
import { type Host, nodeHost } from '../host/index.ts';
import { formatNotebook } from './format.ts';
import type { Notebook } from './notebook.ts';
import { parseNotebook } from './parse.ts';

// %% notebooks/20_notebook/07_files.ipynb#5d0b7205 2a68b894
/** Reads a notebook file. Throws `notebook-not-utf8`, what `parseNotebook` throws, and `file-missing`, `file-is-folder`, `file-unreadable`. */
export async function readNotebook(
  path: string,
  host: Host = nodeHost,
  shownPath: string = path, // in messages, and as the notebook's own
): Promise<Notebook> {
  for (let bytes = await host.files.readBytes(path), quiet = 0; ; ) {
    try {
      return parseNotebook(decodeUtf8(bytes, shownPath), { path: shownPath });
    } catch (error) {
      if (!isOctavoError(error) || !['notebook-truncated', 'notebook-not-utf8'].includes(error.code)) throw error;
      await wait(40);
      const now = await host.files.readBytes(path);
      quiet = Buffer.compare(now, bytes) === 0 ? quiet + 1 : 0;
      if (quiet === 2) throw error;
      bytes = now;
    }
  }
}

/** Writes a notebook file: all of it or nothing. Throws `file-unwritable` and leaves the old file as it was. */
export async function writeNotebook(path: string, notebook: Notebook, host: Host = nodeHost): Promise<void> {
  await host.files.writeAtomically(path, formatNotebook(notebook));
}

// %% notebooks/20_notebook/07_files.ipynb#5d0b7206 90d3e06a
/** The text of a file; a byte order mark stays in it. @internal */
export function decodeUtf8(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
    const hint = `iconv -f ${utf16 ? 'UTF-16' : 'LATIN1'} -t UTF-8 ${shellWord(path)} > fixed.ipynb`;
    throw new OctavoError('notebook-not-utf8', `${path} is not UTF-8 text`, { where: { notebook: path }, hint, cause });
  }
}
