import { chmod, mkdir, readFile, realpath, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import type { Manifest } from '../manifest/read-manifest.ts';
import { octavoHome, packageFolder } from '../octavo-home.ts';

const onWindows = process.platform === 'win32';

/**
 * Makes node_modules of links: `octavo` to the Octavo that runs, and what else the project names to where Octavo finds
 * it, so that all works at once and without a network. Returns the names that were linked; what Octavo has not got is
 * left out.
 */
export async function linkPackages(root: string, manifest: Manifest): Promise<string[]> {
  const wanted = Object.keys({
    ...manifest.dependencies,
    ...manifest.devDependencies,
    ...manifest.optionalDependencies,
  });
  const found = wanted.map((name) => ({ name, folder: name === 'octavo' ? octavoHome() : packageFolder(name) }));
  const links = found.filter((one): one is { name: string; folder: string } => one.folder !== undefined);
  for (const { name, folder } of links) {
    const link = join(root, 'node_modules', name);
    await mkdir(dirname(link), { recursive: true });
    await symlink(await realpath(folder), link, 'junction');
    for (const [command, program] of await programsOf(link)) await linkProgram(root, command, join(link, program));
  }
  return links.map(({ name }) => name);
}

/** The programs of a package: what npm would put into node_modules/.bin. */
async function programsOf(folder: string): Promise<[string, string][]> {
  const { name, bin } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  if (typeof bin === 'string') return [[basename(String(name)), bin]];
  return Object.entries(bin ?? {}) as [string, string][];
}

async function linkProgram(root: string, command: string, program: string): Promise<void> {
  const folder = join(root, 'node_modules', '.bin');
  await mkdir(folder, { recursive: true });
  if (!onWindows) {
    await symlink(relative(folder, program), join(folder, command));
    await chmod(program, 0o755).catch(() => undefined); // as npm does; where it may not be changed it is so already
    return;
  }
  const line = program.endsWith('.exe') ? `@"${program}" %*` : `@node "${program}" %*`;
  await writeFile(join(folder, `${command}.cmd`), `${line}\r\n`);
}
