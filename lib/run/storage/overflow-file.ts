import { createHash } from 'node:crypto';
import { closeSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Overflow } from '../outputs.ts';

/**
 * The file beside an executed notebook that holds the whole text of a stream: `out.b2c4d6e8.stdout.txt`. An id that the
 * notebook format does not allow could lead anywhere (`/../../x`), or be longer than a name may be: its hash stands for it.
 */
export function overflowPath(output: string, cellId: string, stream: string): string {
  const id = /^[\w-]{1,64}$/.test(cellId) ? cellId : createHash('sha256').update(cellId).digest('hex').slice(0, 12);
  return join(dirname(output), `${basename(output).replace(/\.ipynb$/, '')}.${id}.${stream}.txt`);
}

/**
 * Writes the whole text of a stream to a file that is made when the first text comes. It writes synchronously: the
 * kernel then waits for the disk, and memory stays bounded. A full disk ends the file, never the run.
 */
export function createOverflowFile(path: string, warn: (message: string) => void): Overflow & { close: () => void } {
  let file: number | undefined;
  let broken = false;
  const close = () => {
    if (file !== undefined) closeSync(file);
    file = undefined;
  };
  return {
    name: basename(path),
    write: (text) => {
      if (broken) return;
      try {
        file ??= openSync(path, 'w');
        const bytes = Buffer.from(text);
        for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
      } catch (error) {
        broken = true;
        warn(`${path} is not complete: ${(error as Error).message}`);
      }
    },
    discard: () => {
      close();
      if (!broken) rmSync(path, { force: true });
    },
    close,
  };
}

/** Removes what an earlier run to the same output left beside it. */
export function removeOverflowFiles(output: string, cellIds: string[]): void {
  const ours = new Set(
    cellIds.flatMap((id) => ['stdout', 'stderr'].map((stream) => basename(overflowPath(output, id, stream)))),
  );
  const folder = dirname(output);
  for (const name of readdirSync(folder)) if (ours.has(name)) rmSync(join(folder, name), { force: true });
}
