import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { own } from '../own-globals.ts';
import { missingModule } from './missing-module.ts';

const scheme = 'octavo-cell:';

/** What a cell asks for. */
export interface CellSpecifier {
  folder: string; // of the cell
  wanted: string;
}

/** Reads what `cellSpecifier` wrote; undefined for what no cell asks for. */
export function readCellSpecifier(specifier: string): CellSpecifier | undefined {
  if (!specifier.startsWith(scheme)) return undefined;
  const [folder, wanted] = own.parse(specifier.slice(scheme.length)) as [string, string];
  return { folder, wanted };
}

/** Resolves what a cell asks for as if a module in the cell's folder did. */
export function resolveForCell<Result, Context>(
  { folder, wanted }: CellSpecifier,
  context: Context,
  nextResolve: (specifier: string, context: Context & { parentURL: string }) => Result,
): Result {
  return resolveFrom(foldersToTry(folder, wanted), wanted, (parentURL) =>
    nextResolve(wanted, { ...context, parentURL }),
  );
}

/** What to give to `import()` or `import.meta.resolve()` so that `specifier` is resolved from a folder. */
export function cellSpecifier(folder: string, specifier: string): string {
  if (specifier === 'tslab') return new URL(`../../tslab.${ownExtension}`, import.meta.url).href;
  return scheme + own.stringify([folder, specifier]);
}

const ownExtension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
const ownFolder = dirname(import.meta.filename);

function foldersToTry(folder: string, specifier: string): string[] {
  if (isPath(specifier)) return [folder];
  const folders = [folder, process.cwd()];
  if (specifier === 'octavo' || specifier.startsWith('octavo/')) folders.push(ownFolder);
  return folders;
}

export function isPath(specifier: string): boolean {
  return /^\.{0,2}\//.test(specifier) || URL.canParse(specifier);
}

/** The first folder from which the package is found; an error that names the first when none is. */
function resolveFrom<Result>(folders: string[], specifier: string, attempt: (parentURL: string) => Result): Result {
  for (const folder of new Set(folders)) {
    try {
      return attempt(pathToFileURL(join(folder, 'cell')).href);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    }
  }
  throw missingModule(specifier, folders[0] ?? '');
}
