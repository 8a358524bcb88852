// Generated from notebooks/20_notebook/17_diff/08_revisions.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 5d0c3803 5d0c3804 5d0c3806 5d0c3807 5d0c3809 5d0c380a 5d0c9108

// %% notebooks/20_notebook/17_diff/08_revisions.ipynb#5d0c3803 11c010ab
import { isAbsolute, join, posix, relative } from 'node:path';
import { isOctavoError, OctavoError } from '../../errors/index.ts';
import { type GitChange, type GitFiles, gitFiles, type Host, nodeHost } from '../../host/index.ts';
import { decodeUtf8 } from '../files.ts';
import type { Notebook } from '../notebook.ts';
import { diffNotebooks, type NotebookDiff } from './notebook-diff.ts';
import { parseNotebook } from '../parse.ts';

// %% notebooks/20_notebook/17_diff/08_revisions.ipynb#5d0c3804 9456dbf6
/** A notebook that differs between two versions. */
export interface RevisionDiff {
  path: string; // of the newer version, or of the older one when the notebook was removed
  status: 'added' | 'removed' | 'renamed' | 'changed';
  before: string | undefined; // path of the older version; undefined when there is none
  diff: NotebookDiff | undefined; // undefined when a version cannot be read
  problem: { version: 'before' | 'after'; code: string; message: string } | undefined;
}

/** What is to be compared. */
export interface RevisionOptions {
  revision?: string | undefined; // `main~3`: with the working tree; `main..faster`: two revisions; default HEAD
  paths?: string[] | undefined; // notebooks and folders; default all
  folder?: string | undefined; // where the paths begin; default the current one
  outputs?: boolean | undefined; // false: what a run leaves does not count
}

// %% notebooks/20_notebook/17_diff/08_revisions.ipynb#5d0c3806 50a89dd9
/** A version of a notebook: what it is called, and its bytes; undefined where there is none. @internal */
export type Version = { path: string; bytes: Uint8Array | undefined } | undefined;

/** Compares two versions of a notebook. @internal */
export function diffVersions(before: Version, after: Version, outputs: boolean): Omit<RevisionDiff, 'path'> {
  const status = !before ? 'added' : !after ? 'removed' : before.path === after.path ? 'changed' : 'renamed';
  const read: Partial<Record<'before' | 'after', Notebook | undefined>> = {};
  for (const [version, found] of Object.entries({ before, after }) as ['before' | 'after', Version][]) {
    try {
      read[version] = found && parseNotebook(decodeUtf8(present(found), found.path), { path: found.path });
    } catch (error) {
      if (!isOctavoError(error)) throw error;
      const { code, message } = error;
      return { status, before: before?.path, diff: undefined, problem: { version, code, message } };
    }
  }
  return {
    status,
    before: before?.path,
    diff: diffNotebooks(read.before, read.after, { outputs }),
    problem: undefined,
  };
}

/** The bytes of a version that is there. @internal */
export function present({ path, bytes }: { path: string; bytes: Uint8Array | undefined }): Uint8Array {
  if (bytes) return bytes;
  throw new OctavoError('file-missing', `${path}: git does not have this version`, { hint: 'git fetch --unshallow' });
}

// %% notebooks/20_notebook/17_diff/08_revisions.ipynb#5d0c3807 242aeee8
/** Compares two notebook files. Throws what reading a file throws. */
export async function diffFiles(
  before: string,
  after: string,
  options: { outputs?: boolean | undefined } = {},
  host: Host = nodeHost,
): Promise<RevisionDiff> {
  const [old, now] = await Promise.all([before, after].map((path) => host.files.readBytes(path)));
  const versions = [
    { path: before, bytes: old },
    { path: after, bytes: now },
  ] as const;
  return { path: after, ...diffVersions(...versions, options.outputs ?? true) };
}

// %% notebooks/20_notebook/17_diff/08_revisions.ipynb#5d0c3809 d15dd06a
/**
 * Compares notebooks with a revision. A notebook that git does not know yet is shown when it is named.
 * Throws `git-missing`, `git-no-repository`, `git-unknown-revision`, and `file-missing` for a path that no version has.
 */
export async function diffRevisions(
  options: RevisionOptions = {},
  host: Host = nodeHost,
  git: GitFiles = gitFiles,
): Promise<RevisionDiff[]> {
  const { revision = 'HEAD', paths = [], folder = host.cwd(), outputs = true } = options;
  const { root, prefix } = await git.place(folder);
  const wanted = paths.map((path) => pathFromRoot(path, root, prefix, folder));
  const changes = await git.changes(root, revision, '*.ipynb');
  const chosen = changes.filter((change) => isWanted(change, wanted));
  chosen.push(...(await untrackedOf(wanted, changes, root, host, git)));
  const objects = chosen
    .flatMap(({ before, after }) => [before?.object, after?.object])
    .filter((id) => id !== undefined);
  const contents = new Map((await git.read(root, objects)).map((content, at) => [objects[at] as string, content]));
  const shown = (path: string) => posix.relative(prefix, path) || path;
  const diffs = chosen.map(async ({ before, after }): Promise<RevisionDiff> => {
    const old: Version = before && { path: shown(before.path), bytes: contents.get(before.object) };
    const bytes = async (path: string) => host.files.readBytes(join(root, path)).catch(() => undefined);
    const now: Version = after && {
      path: shown(after.path),
      bytes: after.object === undefined ? await bytes(after.path) : contents.get(after.object),
    };
    return { path: (now ?? old)?.path ?? '', ...diffVersions(old, now, outputs) };
  });
  return (await Promise.all(diffs)).sort((a, b) => (a.path < b.path ? -1 : 1));
}

// %% notebooks/20_notebook/17_diff/08_revisions.ipynb#5d0c380a be442113
/** A path as git writes it. @internal */
export function pathFromRoot(path: string, root: string, prefix: string, folder: string): string {
  const inFolder = isAbsolute(path) ? relative(folder, path) : path;
  const inRoot =
    isAbsolute(path) && !relative(root, path).startsWith('..') ? relative(root, path) : join(prefix, inFolder);
  return inRoot.replaceAll('\\', '/').replace(/\/$/, '');
}

/** Tells whether a change is one of a wanted file, or of one below a wanted folder; nothing wanted is all. @internal */
export function isWanted({ before, after }: GitChange, wanted: string[]): boolean {
  const isBelow = (path: string | undefined) =>
    path !== undefined && wanted.some((one) => one === '' || one === '.' || path === one || path.startsWith(`${one}/`));
  return wanted.length === 0 || isBelow(before?.path) || isBelow(after?.path);
}

// %% notebooks/20_notebook/17_diff/08_revisions.ipynb#5d0c9108 d41d9f6b
/** The wanted notebooks that git does not know. @internal */
export async function untrackedOf(
  wanted: string[],
  changes: GitChange[],
  root: string,
  host: Host,
  git: GitFiles,
): Promise<GitChange[]> {
  const known = new Set(changes.flatMap(({ before, after }) => [before?.path, after?.path]));
  const files: string[] = [];
  for (const path of wanted.filter((one) => !known.has(one))) {
    const kind = await host.files.kind(join(root, path));
    if (kind === undefined && !changes.some((change) => isWanted(change, [path]))) {
      throw new OctavoError('file-missing', `No such notebook, now or in the revision: ${path}`, {
        hint: 'git status',
      });
    }
    if (kind === 'file') files.push(path);
  }
  return (await git.untracked(root, files)).map((path) => ({ before: undefined, after: { path, object: undefined } }));
}
