import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { OctavoError } from '../../errors/index.ts';
import { findProject, type Host, nodeHost } from '../../host/index.ts';
import { launcherSource, logoSource } from './resources.ts';
import { userDataFolder } from './search-path.ts';

export interface InstallOptions {
  scope: 'project' | 'user';
  force?: boolean | undefined; // replaces a kernel of the same name that is not Octavo's
  names?: ('octavo' | 'tslab')[] | undefined; // only these
}

export interface InstalledSpec {
  name: string;
  folder: string; // absolute
}

/**
 * Writes Octavo's kernelspec where Jupyter finds it: `octavo` and `tslab` into the project's `.octavo/jupyter` (to be
 * named in JUPYTER_PATH), or `octavo` alone into the user's Jupyter data folder, with `force` also `tslab`. Throws
 * `kernel-exists` for a kernel of another maker, before anything is written.
 */
export async function installKernelSpec(options: InstallOptions, host: Host = nodeHost): Promise<InstalledSpec[]> {
  const isProject = options.scope === 'project';
  const data = isProject ? join(findProject(host.cwd()).root, '.octavo', 'jupyter') : userDataFolder(host);
  const names = options.names ?? (isProject || options.force ? ['octavo', 'tslab'] : ['octavo']);
  const specs = names.map((name) => ({ name, folder: join(data, 'kernels', name) }));
  for (const spec of specs) await refuseForeign(spec, options, host);
  for (const { folder } of specs) {
    await host.files.makeFolder(folder);
    await host.files.writeAtomically(join(folder, 'launch.mjs'), launcherSource);
    await host.files.writeAtomically(join(folder, 'logo-svg.svg'), logoSource);
    await host.files.writeAtomically(join(folder, 'kernel.json'), kernelJson(isProject)); // last: now it is a kernel
  }
  return specs;
}

/** A project's spec names no absolute path, so that the folder may move; a user's names the Octavo that wrote it. */
function kernelJson(isProject: boolean): string {
  const launch = [isProject ? 'node' : process.execPath, '{resource_dir}/launch.mjs', '{connection_file}'];
  const spec = {
    argv: isProject ? launch : [...launch, octavoHome()],
    display_name: 'TypeScript (Octavo)',
    language: 'typescript',
    interrupt_mode: process.platform === 'win32' ? 'message' : 'signal',
    metadata: { octavo: true, debugger: false },
  };
  return `${JSON.stringify(spec, null, 2)}\n`;
}

/** The folder of the package that this module belongs to. */
function octavoHome(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

async function refuseForeign(spec: InstalledSpec, options: InstallOptions, host: Host): Promise<void> {
  const text = await host.files.readText(join(spec.folder, 'kernel.json')).catch(() => undefined);
  if (text === undefined || options.force || /"octavo": true/.test(text)) return;
  const message = `Kernel "${spec.name}" in ${spec.folder} is not Octavo's`;
  throw new OctavoError('kernel-exists', message, { hint: `octavo kernel install --${options.scope} --force` });
}
