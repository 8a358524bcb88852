import { join } from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { OctavoError } from '../errors/index.ts';
import { startProcess } from './processes.ts';

/** A file that differs between two revisions, or between one and the working tree. Paths are from the repository's root, with `/`. */
export interface GitChange {
  before: { path: string; object: string } | undefined; // undefined: the file was added
  after: { path: string; object: string | undefined } | undefined; // without object: in the working tree; undefined: it was removed
}

/** What is asked of git about the versions of files. Every question may throw `git-missing` and `git-no-repository`. */
export interface GitFiles {
  /** Where a folder lies: the root of its working tree (absolute), and the folder's path from there (`''`, or `notebooks/`). */
  place: (folder: string) => Promise<{ root: string; prefix: string }>;
  /** Below the root, the files that differ from a revision, or within `A..B`, by a pattern such as `*.ipynb`; renames are followed. Throws `git-unknown-revision`. */
  changes: (root: string, revision: string, pattern: string) => Promise<GitChange[]>;
  /** Those of some paths that git does not know. */
  untracked: (folder: string, paths: string[]) => Promise<string[]>;
  /** The contents of objects, in order; undefined for one that is missing. */
  read: (folder: string, objects: string[]) => Promise<(Uint8Array | undefined)[]>;
}

export const gitFiles: GitFiles = { place, changes, untracked, read };

async function place(folder: string): Promise<{ root: string; prefix: string }> {
  const { stdout } = await runGit(['rev-parse', '--show-toplevel', '--show-prefix'], folder);
  const [root = '', prefix = ''] = stdout.toString('utf8').split('\n');
  return { root, prefix };
}

async function changes(root: string, revision: string, pattern: string): Promise<GitChange[]> {
  const unknown = (cause?: unknown) =>
    new OctavoError('git-unknown-revision', `git knows no revision ${JSON.stringify(revision)} here`, {
      cause,
      hint: revision === 'HEAD' ? 'git commit   (there is no commit yet)' : 'git log --oneline   (lists revisions)',
    });
  if (revision.startsWith('-')) throw unknown();
  const asked = ['diff', '--raw', '-z', '--no-abbrev', '-M', '--no-ext-diff', '--no-textconv', '--ignore-submodules'];
  const { stdout } = await runGit([...asked, revision, '--', `:(top)${pattern}`], root, { failed: unknown });
  const fields = stdout.toString('utf8').split('\0');
  const found: GitChange[] = [];
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const [, , before = '', after = '', status = ''] = (fields[at] as string).split(' ');
    const path = fields[at + 1] as string;
    const newPath = /^[RC]/.test(status) ? (fields[++at + 1] as string) : path;
    if (status === 'U') continue; // in conflict: it stands there once more, with what it was
    const object = /^0+$/.test(after) ? undefined : after;
    found.push({
      before: status === 'A' ? undefined : { path, object: before },
      after: status === 'D' ? undefined : { path: newPath, object },
    });
  }
  return found;
}

async function untracked(folder: string, paths: string[]): Promise<string[]> {
  if (paths.length === 0) return [];
  const { stdout } = await runGit(['--literal-pathspecs', 'ls-files', '-z', '--others', '--', ...paths], folder);
  return stdout.toString('utf8').split('\0').filter(Boolean);
}

async function read(folder: string, objects: string[]): Promise<(Uint8Array | undefined)[]> {
  if (objects.length === 0) return [];
  const { stdout } = await runGit(['cat-file', '--batch'], folder, { input: objects.map((id) => `${id}\n`).join('') });
  let at = 0;
  return objects.map(() => {
    const end = stdout.indexOf('\n', at);
    const [, type, size] = stdout.toString('utf8', at, end).split(' ');
    at = end + 1;
    if (type === 'missing' || size === undefined) return undefined;
    const content = stdout.subarray(at, at + Number(size));
    at += Number(size) + 1;
    return content;
  });
}

/** Runs git to its end. `failed` makes the error for a git that does not like what it is asked. */
async function runGit(
  args: string[],
  folder: string,
  options: { input?: string; failed?: (cause: unknown) => OctavoError } = {},
): Promise<{ stdout: Buffer }> {
  const env = { ...process.env, LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0' };
  const { child, ended } = startProcess('git', args, { cwd: folder, env });
  const end = ended.then(({ message }) => {
    if (message === undefined) return;
    throw new OctavoError('git-missing', `git cannot be started: ${message}`, { hint: 'git --version' });
  });
  child.stdin?.on('error', () => undefined); // git ended before it had read all
  child.stdin?.end(options.input ?? '');
  const [stdout, stderr] = await Promise.all([
    child.stdout ? buffer(child.stdout) : Buffer.alloc(0),
    child.stderr ? text(child.stderr) : '',
    end,
  ]);
  if ((await ended).code === 0) return { stdout };
  if (/not a git repository/i.test(stderr)) {
    throw new OctavoError('git-no-repository', `${folder} is in no git repository`, { hint: 'git init' });
  }
  const cause = new Error(stderr.trim());
  if (options.failed && /revision|ambiguous argument|bad object|unknown/i.test(stderr)) throw options.failed(cause);
  const hint = `cd ${join(folder)} && git status`;
  throw new OctavoError('git-failed', `git ${args[0]} failed: ${stderr.trim().split('\n')[0]}`, { cause, hint });
}
