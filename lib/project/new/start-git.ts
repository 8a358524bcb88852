import { realpath } from 'node:fs/promises';
import { readCommand } from '../../host/index.ts';

export type GitStart =
  | 'initialised' // a repository of its own
  | 'existing' // the folder was the root of one already
  | 'inside' // the folder lies in a repository of something else, which is left alone
  | 'missing' // no git on the PATH, or it failed
  | 'unwanted';

/** Makes a folder a git repository, unless it is one or lies in one. Nothing is committed. */
export async function startGit(root: string): Promise<GitStart> {
  const around = (await readCommand('git', ['rev-parse', '--show-toplevel'], root))?.trim();
  if (around) return (await realpath(around)) === (await realpath(root)) ? 'existing' : 'inside';
  const made =
    (await readCommand('git', ['init', '--quiet', '--initial-branch=main'], root)) ??
    (await readCommand('git', ['init', '--quiet'], root)); // git older than 2.28
  return made === undefined ? 'missing' : 'initialised';
}
