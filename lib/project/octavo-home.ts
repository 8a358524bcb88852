import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the Octavo that runs: its clone, or the package where it is installed. A real path, without links. */
export function octavoHome(): string {
  return dirname(dirname(dirname(fileURLToPath(import.meta.url)))); // lib/project/ or dist/project/
}

/** The folder of a package as Octavo itself would import it; undefined where it is not installed. */
export function packageFolder(name: string, from: string = octavoHome()): string | undefined {
  for (let at = from; ; at = dirname(at)) {
    const folder = join(at, 'node_modules', name);
    if (basename(at) !== 'node_modules' && existsSync(join(folder, 'package.json'))) return folder;
    if (dirname(at) === at) return undefined;
  }
}
