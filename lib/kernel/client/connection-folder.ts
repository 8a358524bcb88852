import { lstatSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isProcessGone, processIdentity } from '../../host/index.ts';

const prefix = 'octavo-kernel-';

/** Makes the folder for the connection file of a kernel; it says whose it is, should this process be killed. */
export async function makeConnectionFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), prefix)); // mode 0700: the key inside is a secret
  await writeFile(join(folder, 'owner'), `${process.pid} ${processIdentity(process.pid)}`);
  return folder;
}

/** Removes the folders of this user whose process is gone: nobody else does. Never rejects. */
export async function removeLeftFolders(): Promise<void> {
  const names = await readdir(tmpdir()).catch(() => []);
  for (const name of names.filter((one) => one.startsWith(prefix))) {
    const folder = join(tmpdir(), name);
    if (isLeft(folder)) await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

function isLeft(folder: string): boolean {
  try {
    const found = lstatSync(folder);
    if (!found.isDirectory() || found.uid !== (process.getuid?.() ?? found.uid)) return false;
    const [pid = '', identity = ''] = readFileSync(join(folder, 'owner'), 'utf8').split(' ');
    return /^\d+$/.test(pid) && isProcessGone(Number(pid), identity);
  } catch {
    return false; // its owner has just removed it, or not come to say who he is
  }
}
