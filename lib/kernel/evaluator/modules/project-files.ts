import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const ownRoot = join(import.meta.dirname, '../../../..');
let isOwnProject = isInside(process.cwd(), ownRoot);

/** Says where cells run: with one inside Octavo's own folder, Octavo is itself the project. */
export function noteCellFolder(folder: string): void {
  isOwnProject ||= isInside(folder, ownRoot);
}

/**
 * The path of a module that people edit beside their notebooks; undefined for Node's own modules, for installed packages,
 * and for Octavo itself unless it is the project.
 */
export function projectFile(url: string | undefined): string | undefined {
  if (!url?.startsWith('file:') || url.includes('/node_modules/')) return undefined;
  const file = fileURLToPath(url);
  return isOwnProject || !isInside(file, ownRoot) ? file : undefined;
}

function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder + sep);
}
