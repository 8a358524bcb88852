import { type Stats, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { OctavoError } from '../../errors/index.ts';
import type { Host } from '../../host/index.ts';
import { checkOutput } from './output-path.ts';
import type { Storage } from './storages.ts';

/** Files of this machine. A stamp is size, inode and times: whoever saves or replaces the file changes it. */
export const fileStorage: Storage = {
  isFile: true,
  read: async (place, host) => {
    if (lookAt(place, host)?.isCharacterDevice()) throw endlessInput(place);
    const stamp = await stampOf(place, host); // before the reading: what is saved meanwhile counts as changed
    return { bytes: await host.files.readBytes(place), stamp };
  },
  write: async (place, text, host, { expected } = {}) => {
    const path = resolve(host.cwd(), place);
    await host.files.writeAtomically(
      path,
      text,
      expected === undefined ? undefined : () => checkStamp(place, path, expected),
    );
    return await stampOf(place, host);
  },
  check: checkReplaceable,
  stamp: stampOf,
};

/** A notebook is renamed into its place: as root that would make a file of /dev/null. */
async function checkReplaceable(place: string, host: Host): Promise<void> {
  await checkOutput(place, host);
  const found = lookAt(place, host);
  if (!found || found.isFile()) return;
  throw new OctavoError('run-output-unwritable', `The output ${place} is a device or a pipe, not a file`, {
    hint: 'name a file, or - for standard output',
  });
}

function lookAt(place: string, host: Host): Stats | undefined {
  try {
    return statSync(resolve(host.cwd(), place), { throwIfNoEntry: false });
  } catch {
    return undefined; // links that lead in a circle, a folder that may not be looked into: whoever opens it says so
  }
}

/** /dev/zero never ends, and a terminal ends when somebody says so. */
function endlessInput(place: string): OctavoError {
  return new OctavoError('file-unreadable', `Cannot read ${place}: it is a device, not a file`, {
    hint: 'name a file, or - for standard input',
  });
}

async function stampOf(place: string, host: Host): Promise<string | undefined> {
  return (await host.files.stamp(resolve(host.cwd(), place)))?.key;
}

/** At once, right before the file is replaced. A file that is gone may be written again: nothing is lost. */
function checkStamp(place: string, path: string, expected: string): void {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  if (!found || `${found.size} ${found.ino} ${found.mtimeNs} ${found.ctimeNs}` === expected) return;
  throw new OctavoError('run-output-changed', `Another program has changed ${place} while the run was on`);
}
