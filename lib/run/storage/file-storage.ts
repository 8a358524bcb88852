import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { OctavoError } from '../../errors/index.ts';
import type { Host } from '../../host/index.ts';
import { checkOutput } from './output-path.ts';
import type { Storage } from './storages.ts';

/** Files of this machine. A stamp is size, inode and times: whoever saves or replaces the file changes it. */
export const fileStorage: Storage = {
  isFile: true,
  read: async (place, host) => {
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
  check: checkOutput,
  stamp: stampOf,
};

async function stampOf(place: string, host: Host): Promise<string | undefined> {
  return (await host.files.stamp(resolve(host.cwd(), place)))?.key;
}

/** At once, right before the file is replaced. A file that is gone may be written again: nothing is lost. */
function checkStamp(place: string, path: string, expected: string): void {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  if (!found || `${found.size} ${found.ino} ${found.mtimeNs} ${found.ctimeNs}` === expected) return;
  throw new OctavoError('run-output-changed', `Another program has changed ${place} while the run was on`);
}
