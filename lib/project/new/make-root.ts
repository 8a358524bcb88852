import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { OctavoError, shellWord } from '../../errors/index.ts';
import type { Host } from '../../host/index.ts';

/**
 * Makes the folder of a new project, and those above it that are missing, one by one: Node's own `recursive` does not come
 * to an end where a system allows no folders, as in /proc. Throws `project-folder-unwritable`.
 */
export async function makeRoot(root: string, host: Host): Promise<void> {
  const missing: string[] = [];
  for (let at = root; (await host.files.kind(at)) === undefined && dirname(at) !== at; at = dirname(at))
    missing.push(at);
  for (const folder of missing.reverse()) {
    try {
      await mkdir(folder);
    } catch (cause) {
      const code = (cause as NodeJS.ErrnoException).code ?? String(cause);
      throw new OctavoError('project-folder-unwritable', `Cannot make the folder ${folder}: ${code}`, {
        cause,
        hint: `ls -ld ${shellWord(dirname(folder))}`,
      });
    }
  }
}
