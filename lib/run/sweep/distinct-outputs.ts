import { statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { OctavoError } from '../../errors/index.ts';
import type { Host } from '../../host/index.ts';

/**
 * Throws `run-sweep-output` when two runs would write the same file, or one of them the input. Two spellings of a path
 * are one file: `./a`, a link to its folder, and where the file system says so capital letters.
 */
export async function checkDistinctOutputs(outputs: readonly string[], input: string, host: Host): Promise<void> {
  const seen = new Map<string, number>();
  const folders = new Map<string, Promise<{ real: string; foldsCase: boolean }>>();
  const identity = async (place: string): Promise<string> => {
    if (isAddress(place)) return place;
    const path = resolve(host.cwd(), place);
    const known = folders.get(dirname(path)) ?? look(dirname(path), host);
    folders.set(dirname(path), known);
    const { real, foldsCase } = await known;
    const whole = join(real, basename(path));
    return foldsCase ? whole.normalize('NFC').toLowerCase() : whole;
  };
  const source = await identity(input);
  for (const [at, output] of outputs.entries()) {
    const file = await identity(output);
    if (file === source) {
      throw new OctavoError('run-sweep-output', `Run ${at + 1} would write its executed notebook over ${input}`, {
        hint,
      });
    }
    const other = seen.get(file);
    if (other !== undefined) throw sameOutput(other, at, outputs);
    seen.set(file, at);
  }
}

const hint = "name the output by the parameters that vary: 'out/{lr}-{seed}.ipynb'";

function sameOutput(first: number, second: number, outputs: readonly string[]): OctavoError {
  const [a, b] = [outputs[first], outputs[second]];
  const written = a === b ? `${a}` : `one file, as ${a} and ${b}`;
  return new OctavoError(
    'run-sweep-output',
    `Runs ${first + 1} and ${second + 1} of the sweep would both write ${written}`,
    { hint },
  );
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
