import { realpath } from 'node:fs/promises';
import { join, posix, sep } from 'node:path';
import { OctavoError } from '../../errors/index.ts';
import type { Host } from '../../host/index.ts';

/**
 * The files below a folder, as paths from it with `/`, sorted. What begins with a dot is left out, and a folder that holds
 * itself by a link is read once. Throws `project-lib-outside` when something in it leads out of `within`.
 */
export async function filesBelow(folder: string, host: Host, within?: string): Promise<string[]> {
  const realRoot = within && (await realpath(within));
  const seen = new Set<string>();
  const files: string[] = [];
  const visit = async (inside: string): Promise<void> => {
    const at = join(folder, inside);
    const real = await realpath(at).catch(() => undefined);
    if (real === undefined) return;
    if (realRoot && within) refuseOutside(at, real, { within, realRoot });
    if ((await host.files.kind(at)) === 'file') files.push(inside);
    else if (!seen.has(real)) {
      seen.add(real);
      const names = (await host.files.list(at)).filter((name) => !name.startsWith('.'));
      for (const name of names) await visit(posix.join(inside, name));
    }
  };
  await visit('');
  return files.sort();
}

/** A repository may bring links, or name a folder, that would put files of this machine into a package. */
function refuseOutside(path: string, real: string, { within, realRoot }: { within: string; realRoot: string }): void {
  if (real === realRoot || real.startsWith(realRoot + sep)) return;
  const message = `${path} leads out of the project, to ${real}`;
  throw new OctavoError('project-lib-outside', message, { hint: `put the file itself into ${within}` });
}
