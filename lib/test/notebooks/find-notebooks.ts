import { dirname, isAbsolute, posix, relative, resolve } from 'node:path';
import { OctavoError } from '../../errors/index.ts';
import type { Host, Project } from '../../host/index.ts';
import { findNotebooks } from '../../library/collect.ts';

/** A notebook that tests were asked for. */
export interface FoundNotebook {
  path: string; // relative to the project's root
  skip?: string | undefined; // why it does not run: a .notest file in its folder or above, within the project
}

/** The notebooks at paths (from where the process is); without paths, all of the project. Throws `test-no-notebooks`, `test-outside-project`. */
export async function findTestedNotebooks(
  paths: readonly string[],
  { root, notebooks }: Pick<Project, 'root' | 'notebooks'>,
  host: Host,
): Promise<FoundNotebook[]> {
  const found = paths.length === 0 ? await findNotebooks(root, notebooks, host) : await notebooksAt(paths, root, host);
  if (found.length === 0) throw noNotebooks(paths.length === 0 ? [notebooks] : paths);
  const marks = new Map<string, Promise<string | undefined>>();
  return Promise.all(
    found.map(async (path) => {
      // A notebook that is named itself runs.
      const mark = paths.includes(path) ? undefined : await markAbove(posix.dirname(path), root, host, marks);
      return { path, skip: mark && `${mark} is there` };
    }),
  );
}

async function notebooksAt(paths: readonly string[], root: string, host: Host): Promise<string[]> {
  const found = paths.map(async (path) => {
    const absolute = resolve(host.cwd(), path);
    const shown = relative(root, absolute);
    const inside = shown.startsWith('..') || isAbsolute(shown) ? undefined : shown.replaceAll('\\', '/');
    const kind = await host.files.kind(absolute);
    if (kind === undefined) throw noNotebooks([path]);
    if (inside === undefined) {
      const hint = `cd ${kind === 'folder' ? path : dirname(path)} && octavo test .`;
      throw new OctavoError('test-outside-project', `${path} lies outside the project ${root}`, { hint });
    }
    if (kind === 'file') return [inside];
    const below = await findNotebooks(root, posix.normalize(inside || '.'), host);
    if (below.length === 0) throw noNotebooks([path]);
    return below;
  });
  return [...new Set((await Promise.all(found)).flat())].sort();
}

function noNotebooks(paths: readonly string[]): OctavoError {
  return new OctavoError('test-no-notebooks', `No notebook at ${paths.join(', ')}`, { hint: 'octavo test notebooks/' });
}

/** The nearest `.notest` in a folder or those above it; looked for once for each folder. */
function markAbove(
  folder: string,
  root: string,
  host: Host,
  known: Map<string, Promise<string | undefined>>,
): Promise<string | undefined> {
  const look = async () => {
    const mark = posix.join(folder, '.notest');
    if ((await host.files.kind(posix.join(root, mark))) === 'file') return mark;
    return folder === '.' ? undefined : markAbove(posix.dirname(folder), root, host, known);
  };
  const found = known.get(folder) ?? look();
  known.set(folder, found);
  return found;
}
