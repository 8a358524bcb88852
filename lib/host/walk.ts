import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The files below a folder whose names end so, sorted, as paths that begin with the folder. What begins with a dot and
 * `node_modules` are left out, and links too: what they lead to is walked where it is.
 */
export async function findFiles(folder: string, ending: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const found = entries
    .filter(({ name }) => !name.startsWith('.') && name !== 'node_modules')
    .map(async (entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return findFiles(path, ending);
      return entry.isFile() && entry.name.endsWith(ending) ? [path] : [];
    });
  return (await Promise.all(found)).flat().sort();
}
