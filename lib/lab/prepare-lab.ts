import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Host, nodeHost } from '../host/index.ts';
import { installKernelSpec } from '../kernel/spec/install.ts';
import { refuseCommitted } from './committed.ts';
import { ensureEnvironment } from './environment.ts';
import type { Environment } from './install.ts';
import { extensionFolder } from './settings.ts';
import { makeLabFolder, unwritableProject } from './workplace.ts';

export interface PrepareOptions {
  root: string; // the project, absolute
  offline?: string | undefined; // a folder of wheels to install from
  say?: ((line: string) => void) | undefined; // progress, line by line
  signal?: AbortSignal | undefined; // stops the installation
}

/**
 * Makes what a lab of this project needs and lacks: the .venv and the kernelspec `tslab`. Throws the codes of
 * `ensureEnvironment`, `kernel-exists`, and `lab-folder-committed`.
 */
export async function prepareLab(options: PrepareOptions, host: Host = nodeHost): Promise<Environment> {
  const { root, offline, signal, say = () => undefined } = options;
  const inside: Host = { ...host, cwd: () => root };
  await refuseCommitted(root);
  await makeLabFolder(root);
  const environment = await ensureEnvironment(root, { offline, signal, say }, inside);
  // Under the name that notebooks carry alone: with `octavo` too, the launcher would show the same card twice.
  await installKernelSpec({ scope: 'project', names: ['tslab'] }, inside).catch((error) => {
    throw error.code === 'file-unwritable' ? unwritableProject(join(root, '.octavo', 'jupyter'), error) : error;
  });
  if (!existsSync(join(extensionFolder(), 'labextensions', 'octavo-jupyterlab', 'package.json'))) {
    say('the Octavo extension is not built, so there will be no Runs panel; type: node scripts/extension.ts');
  }
  return environment;
}
