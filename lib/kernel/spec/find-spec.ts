import { basename, dirname, join, resolve } from 'node:path';
import { OctavoError, suggest } from '../../errors/index.ts';
import { type Host, nodeHost } from '../../host/index.ts';
import type { KernelSpec } from './kernel-spec.ts';
import { octavoKernelSpec } from './octavo-spec.ts';
import { readKernelSpec } from './read-spec.ts';
import { jupyterDataFolders } from './search-path.ts';

/** The kernels of this machine, and a line for each kernel.json that cannot be used. */
export interface InstalledKernels {
  specs: KernelSpec[]; // Octavo's own first, then by name
  notes: string[];
}

/** Looks through Jupyter's search path; of two kernels with one name the first wins. */
export async function readInstalledKernels(host: Host = nodeHost): Promise<InstalledKernels> {
  const found = new Map<string, KernelSpec>();
  const notes: string[] = [];
  for (const folder of jupyterDataFolders(host)) {
    const kernels = join(folder, 'kernels');
    for (const entry of await host.files.list(kernels)) {
      const place = join(kernels, entry);
      if (!/^[a-z0-9._-]+$/i.test(entry) || found.has(entry.toLowerCase())) continue;
      if ((await host.files.kind(join(place, 'kernel.json'))) !== 'file') continue;
      try {
        found.set(entry.toLowerCase(), await readKernelSpec(place, host));
      } catch (error) {
        notes.push((error as Error).message);
      }
    }
  }
  const own = octavoKernelSpec();
  found.delete(own.name); // always there, whether installed for Jupyter or not
  const specs = [...found.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
  return { specs: [own, ...specs], notes };
}

/** The kernels that can be started here, Octavo's own first; an unusable kernel.json is left out. */
export async function listKernelSpecs(host: Host = nodeHost): Promise<KernelSpec[]> {
  return (await readInstalledKernels(host)).specs;
}

/**
 * A kernel by its name, or by the path of its folder or kernel.json. Throws `kernel-unknown`, which lists those
 * installed, and `kernel-spec-invalid`.
 */
export async function findKernelSpec(nameOrPath: string, host: Host = nodeHost): Promise<KernelSpec> {
  if (/[\\/]/.test(nameOrPath)) {
    const path = resolve(host.cwd(), nameOrPath);
    return readKernelSpec(basename(path) === 'kernel.json' ? dirname(path) : path, host);
  }
  const { specs, notes } = await readInstalledKernels(host);
  const found = specs.find((spec) => spec.name === nameOrPath.toLowerCase());
  if (found) return found;
  const names = specs.map((spec) => spec.name);
  const near = suggest(nameOrPath, names);
  const unusable = notes.map((note) => `\n(${note})`).join('');
  throw new OctavoError(
    'kernel-unknown',
    `No kernel named "${nameOrPath}"; there are: ${names.join(', ')}${unusable}`,
    {
      hint: near ? `did you mean "${near}"?` : 'octavo kernel list',
    },
  );
}
