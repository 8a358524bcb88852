import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Static } from 'typebox';
import { mediaTypeOf } from './media-type.ts';
import type { Artifact } from './schemas.ts';

/** A file that another process is about to rename. */
const unfinished = /^\..*\.[0-9a-f]{12}\.tmp$/;

export interface FileList {
  artifacts: Static<typeof Artifact>[];
  isTruncated: boolean;
}

/** The files below a folder by name, at most `limit`; none when there is no folder. Links are left out. */
export async function listFiles(folder: string, limit = 10_000): Promise<FileList> {
  const artifacts: FileList['artifacts'] = [];
  let isTruncated = false;
  const visit = async (below: string): Promise<void> => {
    for (const entry of await entriesOf(join(folder, below))) {
      const name = below + entry.name;
      if (entry.isDirectory()) await visit(`${name}/`);
      else if (entry.isFile() && !unfinished.test(entry.name)) {
        if (artifacts.length === limit) isTruncated = true;
        else {
          const found = await stat(join(folder, name)).catch(() => undefined); // removed since
          if (found) {
            artifacts.push({ name, sizeBytes: found.size, modifiedMs: found.mtimeMs, mediaType: mediaTypeOf(name) });
          }
        }
      }
      if (isTruncated) return;
    }
  };
  await visit('');
  return { artifacts, isTruncated };
}

/** What is in a folder, in the order that the whole paths below it have: a folder's name counts with its slash. */
async function entriesOf(folder: string): Promise<Dirent[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const key = (entry: Dirent) => (entry.isDirectory() ? `${entry.name}/` : entry.name);
  return entries.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
