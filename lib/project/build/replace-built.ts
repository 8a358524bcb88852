import { dirname, join } from 'node:path';
import { OctavoError } from '../../errors/index.ts';
import type { Host } from '../../host/index.ts';
import { filesBelow } from './files-below.ts';

/**
 * Puts a finished build in the place of the one before it. Files that no build has made are never removed: with such a
 * file in the folder it throws `project-dist-foreign`, and the folder stays as it was.
 */
export async function replaceBuilt(
  root: string,
  built: { staging: string; folder: string; files: string[] },
  host: Host,
): Promise<void> {
  const target = join(root, built.folder);
  const listFile = join(root, '.octavo', 'built.json');
  const ours = new Set([...built.files, ...(await readList(listFile, host))]);
  const foreign = (await filesBelow(target, host)).filter((path) => !ours.has(path));
  if (foreign.length > 0) {
    const some = `${foreign.slice(0, 5).join(', ')}${foreign.length > 5 ? ` and ${foreign.length - 5} more` : ''}`;
    throw new OctavoError('project-dist-foreign', `${built.folder}/ holds files that no build has made: ${some}`, {
      hint: `move them away, or: rm -r ${built.folder}`,
    });
  }
  await host.files.writeAtomically(listFile, `${JSON.stringify([...ours])}\n`); // both builds, should it be killed here
  const old = `${built.staging}-old`;
  await host.files.makeFolder(dirname(target));
  await host.files.move(target, old);
  await host.files.move(built.staging, target);
  await host.files.writeAtomically(listFile, `${JSON.stringify(built.files)}\n`);
  await host.files.remove(old);
}

async function readList(path: string, host: Host): Promise<string[]> {
  try {
    const list = JSON.parse(await host.files.readText(path));
    return Array.isArray(list) ? list.filter((one) => typeof one === 'string') : [];
  } catch {
    return []; // nothing was built yet
  }
}
