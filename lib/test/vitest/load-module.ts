import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { missingModule } from '../../kernel/evaluator/modules/missing-module.ts';

type Load = (specifier: string, options?: ImportCallOptions) => Promise<Record<string, unknown>>;

/**
 * Imports for the cells of a notebook as the kernel does it: what vite finds besides (a file without its ending) is not
 * there, and what is not there is told in the kernel's words.
 */
export function loadAsKernel(
  importModule: Load,
  folder: string,
): (specifier: unknown, options?: ImportCallOptions) => ReturnType<Load> {
  return async (asked, options) => {
    const specifier = String(asked);
    if (/^\.{1,2}\//.test(specifier) && !isThere(folder, specifier)) throw missingModule(specifier, folder);
    try {
      return await importModule(specifier, options);
    } catch (error) {
      throw ofImporter(error, specifier);
    }
  };
}

/** As Node finds it, or with the ending of the TypeScript that it is made of. */
function isThere(folder: string, specifier: string): boolean {
  const path = resolve(folder, specifier.replace(/[?#].*$/, ''));
  return isFile(path) || isFile(path.replace(/\.([cm]?)js(x?)$/, '.$1ts$2'));
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** What vite says of a module that the notebook itself asks for, in the words of the kernel; other errors as they are. */
function ofImporter(error: unknown, specifier: string): unknown {
  const { message } = error as { message?: unknown };
  const [, importer] = /^Cannot find (?:module|package) .* imported from (.*\.ipynb)$/.exec(String(message)) ?? [];
  return importer === undefined ? error : missingModule(specifier, dirname(importer));
}
