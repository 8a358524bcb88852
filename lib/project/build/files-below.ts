import { join, posix } from 'node:path';
import type { Host } from '../../host/index.ts';

/** The files below a folder, as paths from it with `/`, sorted. What begins with a dot is left out. */
export async function filesBelow(folder: string, host: Host, inside = ''): Promise<string[]> {
  const names = (await host.files.list(join(folder, inside))).filter((name) => !name.startsWith('.'));
  const found = names.map(async (name) => {
    const path = posix.join(inside, name);
    return (await host.files.kind(join(folder, path))) === 'folder' ? filesBelow(folder, host, path) : [path];
  });
  return (await Promise.all(found)).flat().sort();
}
