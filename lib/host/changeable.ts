import { lstatSync, type Stats } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { OctavoError, shellWord } from '../errors/index.ts';

/**
 * Refuses to change files of a project that are not its own to change: one that lies outside of it by way of a link or of
 * `..`, one that is itself a link (it would be replaced by a file), and one that was made read-only on purpose, which a
 * rename would get around. Throws `file-outside-project`, `file-unwritable`.
 */
export async function refuseUnchangeable(root: string, paths: readonly string[]): Promise<void> {
  const realRoot = await realpath(root).catch(() => root);
  for (const folder of new Set(paths.map((path) => dirname(path)))) await refuseOutside(root, realRoot, folder);
  for (const path of paths) {
    const found = lookAt(join(root, path));
    if (found?.isSymbolicLink()) {
      const hint = `ls -l ${shellWord(path)}; rm ${shellWord(path)}`;
      throw new OctavoError('file-unwritable', `Cannot write ${path}: it is a link to another file`, { hint });
    }
    if (found?.isFile() && (found.mode & 0o222) === 0) {
      throw new OctavoError('file-unwritable', `Cannot write ${path}: it is read-only`, {
        hint: `chmod u+w ${shellWord(path)}`,
      });
    }
  }
}

function lookAt(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined; // a part of the path is a file: writing says so
  }
}

/** Follows the links of the nearest folder that is there. */
async function refuseOutside(root: string, realRoot: string, folder: string): Promise<void> {
  for (let at = folder; ; at = dirname(at)) {
    const real = await realpath(join(root, at)).catch(() => undefined);
    if (real === undefined && dirname(at) !== at) continue;
    if (real === undefined || real === realRoot || real.startsWith(realRoot + sep)) return;
    const message = `Cannot write to ${folder}: it leads out of the project, to ${real}`;
    throw new OctavoError('file-outside-project', message, { hint: `ls -ld ${shellWord(at)}` });
  }
}
