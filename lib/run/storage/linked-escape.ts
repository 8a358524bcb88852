import { readlinkSync, realpathSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { isFilePlace } from '../places.ts';
import { escapeError, templateFolder } from '../templates/path-template.ts';

const mostLinks = 40; // as the system follows

/**
 * Refuses a path whose values lead out of the folder of its template by a link that lies there, to a folder or to a file.
 * Links in what the author of the template wrote are followed. Throws `run-template-escape`.
 */
export function refuseLinkedEscape(template: string, path: string, cwd: string): void {
  if (path === template || !isFilePlace(path)) return;
  const way = relative(realPlace(resolve(cwd, templateFolder(template))), realPlace(resolve(cwd, path)));
  if (way === '..' || way.startsWith(`..${sep}`) || resolve(way) === way) throw escapeError(template, path);
}

/** A path with all links followed, as far as there is anything; also those that lead to what is not there yet. */
function realPlace(path: string, links = 0): string {
  try {
    return realpathSync(path);
  } catch {
    const parent = dirname(path);
    if (parent === path) return path;
    const here = join(realPlace(parent, links), basename(path));
    const target = links < mostLinks ? linkTarget(here) : undefined;
    return target === undefined ? here : realPlace(resolve(dirname(here), target), links + 1);
  }
}

function linkTarget(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined; // it is none, or nothing
  }
}
