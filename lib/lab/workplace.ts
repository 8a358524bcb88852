import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { OctavoError } from '../errors/index.ts';
import { isAlive } from '../host/index.ts';

/** Where a lab keeps what it writes, all of it in the project. */
export interface Workplace {
  data: string; // notebook signatures and the like; shared by the labs of the project
  workspaces: string; // layouts; shared
  start: string; // of this start alone, 0700: settings with the tokens, runtime files, the log
  runtime: string; // in `start`
  settings: string; // in `start`; goes into JUPYTER_CONFIG_PATH
  log: string; // in `start`; what Jupyter prints
}

/** The folder of the labs of a project. Throws `lab-project-read-only`. */
export async function makeLabFolder(root: string): Promise<string> {
  const folder = join(root, '.octavo', 'lab');
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, '.gitignore'), '*\n', { flag: 'wx' }).catch(unlessThere); // also not through a link
  } catch (cause) {
    throw unwritableProject(folder, cause);
  }
  return folder;
}

function unlessThere(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}

/** Makes the folders of one start, and removes those of starts that were killed. Throws `lab-project-read-only`. */
export async function makeWorkplace(root: string): Promise<Workplace> {
  const folder = await makeLabFolder(root);
  await removeLeftovers(folder);
  const start = join(folder, `start-${process.pid}-${randomBytes(4).toString('hex')}`);
  const workplace = {
    data: join(folder, 'data'),
    workspaces: join(folder, 'workspaces'),
    start,
    runtime: join(start, 'runtime'),
    settings: join(start, 'settings'),
    log: join(start, 'jupyter.log'),
  };
  try {
    await mkdir(start, { mode: 0o700 });
    for (const path of [
      workplace.data,
      workplace.workspaces,
      workplace.runtime,
      join(workplace.settings, 'labconfig'),
    ]) {
      await mkdir(path, { recursive: true, mode: 0o700 });
    }
  } catch (cause) {
    throw unwritableProject(start, cause);
  }
  return workplace;
}

async function removeLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const pid = Number(/^start-(\d+)-/.exec(name)?.[1] ?? process.pid);
    if (!isAlive(pid)) await rm(join(folder, name), { recursive: true, force: true }).catch(() => undefined);
  }
}

/** What to say when a folder of the project cannot be written. */
export function unwritableProject(path: string, cause: unknown): OctavoError {
  const reason = (cause as NodeJS.ErrnoException).code ?? String(cause);
  const message = `JupyterLab needs to write ${path}, and that is not possible (${reason})`;
  let there = dirname(path);
  while (!existsSync(there) && dirname(there) !== there) there = dirname(there);
  return new OctavoError('lab-project-read-only', message, { cause, hint: `ls -ld ${there}; df ${there}` });
}
