import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The folder of the Octavo that the kernels of a project start: the project itself, or what is installed in it or above
 * it. Undefined when there is none. The launcher beside a kernel.json looks in the same way, in words of its own.
 */
export function nearestOctavo(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const found = [at, join(at, 'node_modules', 'octavo')].find(isOctavo);
    if (found !== undefined || dirname(at) === at) return found;
  }
}

function isOctavo(folder: string): boolean {
  if (!existsSync(join(folder, 'bin', 'kernel.js'))) return false;
  try {
    return (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name?: unknown }).name === 'octavo';
  } catch {
    return false;
  }
}
