import { lstatSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { OctavoError } from '../../errors/index.ts';
import type { Host } from '../../host/index.ts';

/**
 * Throws `run-sweep-output` when two runs would write the same file, or one of them the input, or what else it writes
 * over an executed notebook. Two spellings of a path are one file: `./a`, a link to it or to its folder, and where the file system
 * says so capital letters.
 */
export async function checkDistinctOutputs(
  outputs: readonly string[],
  input: string,
  host: Host,
  more: readonly Readonly<Record<string, string>>[] = [], // of each run, by name; two names of one run may share a file
): Promise<void> {
  const seen = new Map<string, { run: number; path: string; isNotebook: boolean }>();
  const folders = new Map<string, Promise<{ real: string; foldsCase: boolean }>>();
  const identity = async (place: string): Promise<string> => {
    if (isAddress(place)) return place;
    const path = resolve(host.cwd(), place);
    const known = folders.get(dirname(path)) ?? look(dirname(path), host);
    folders.set(dirname(path), known);
    const { real, foldsCase } = await known;
    const named = join(real, basename(path));
    const isLink = lstatSync(named, { throwIfNoEntry: false })?.isSymbolicLink() === true;
    const whole = isLink ? await host.files.realPath(named) : named;
    return foldsCase ? whole.normalize('NFC').toLowerCase() : whole;
  };
  const source = await identity(input);
  const add = async (path: string, run: number, isNotebook: boolean) => {
    const file = await identity(path);
    const what = isNotebook ? 'its executed notebook' : 'what its cells print';
    if (file === source) throw conflict(`Run ${run} would write ${what} over ${input}`);
    const other = seen.get(file);
    if (other?.run === run && !isNotebook && !other.isNotebook) return;
    if (other?.run === run) throw conflict(`Run ${run} would write ${what} over its executed notebook ${other.path}`);
    if (other) {
      const written = other.path === path ? path : `one file, as ${other.path} and ${path}`;
      throw conflict(`Runs ${other.run} and ${run} of the sweep would both write ${written}`);
    }
    seen.set(file, { run, path, isNotebook });
  };
  for (const [at, output] of outputs.entries()) await add(output, at + 1, true);
  for (const [at, paths] of more.entries()) for (const path of Object.values(paths)) await add(path, at + 1, false);
}

function conflict(message: string): OctavoError {
  const hint =
    "name it by the parameters that vary ('out/{lr}-{seed}.ipynb'), or by the run ('out/{pm[run_uuid]}.ipynb')";
  return new OctavoError('run-sweep-output', message, { hint });
}

/** Whether a place is on a server. */
export function isAddress(place: string): boolean {
  return /^[a-z][a-z0-9+.-]+:\/\//i.test(place);
}

/** The folder without links, and whether its file system takes `A` for `a`. */
async function look(folder: string, host: Host): Promise<{ real: string; foldsCase: boolean }> {
  const real = await host.files.realPath(folder);
  const swapped = real.replace(/\p{L}/gu, (letter) =>
    letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
  );
  if (swapped === real) return { real, foldsCase: process.platform === 'win32' || process.platform === 'darwin' };
  const [own, other] = [real, swapped].map((path) => statSync(path, { throwIfNoEntry: false }));
  return { real, foldsCase: own !== undefined && own.ino === other?.ino && own.dev === other.dev };
}
