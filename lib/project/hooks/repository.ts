import { realpath } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { OctavoError } from '../../errors/index.ts';
import { type ProgramResult, runProgram } from '../../host/index.ts';

/** The git repository around a project. Paths are absolute. */
export interface Repository {
  top: string; // of this worktree
  commonFolder: string; // the git folder that all worktrees share
  hooksFolder: string; // where git looks for hooks: core.hooksPath counts
  prefix: string; // of the project in the worktree: '' or `sub/folder/`, with `/`
}

/** Finds the repository around a folder. Throws `hooks-no-git`, `hooks-no-repository`, `hooks-git-failed`. */
export async function findRepository(folder: string): Promise<Repository> {
  const top = await readGit(folder, ['rev-parse', '--show-toplevel']);
  const [common = '', hooks = ''] = (
    await readGit(top, ['rev-parse', '--git-common-dir', '--git-path', 'hooks'])
  ).split('\n');
  const inside = relative(await realpath(top), await realpath(folder));
  return {
    top: resolve(top),
    commonFolder: resolve(top, common),
    hooksFolder: resolve(top, hooks),
    prefix: inside === '' ? '' : `${inside.split(sep).join('/')}/`,
  };
}

/** What git prints, without the last line break. Throws `hooks-no-git`, `hooks-no-repository`, `hooks-git-failed`. */
export async function readGit(folder: string, args: string[]): Promise<string> {
  return (await runGit(folder, args)).out.toString('utf8').replace(/\r?\n$/, '');
}

/** Runs git. Throws unless its exit code is one of `codes`. */
export async function runGit(
  folder: string,
  args: string[],
  options: { codes?: number[]; input?: string } = {},
): Promise<ProgramResult> {
  const result = await runProgram('git', args, { cwd: folder, input: options.input });
  if (result.missing) {
    const hint = 'install git (https://git-scm.com/downloads), then type the command again';
    throw new OctavoError('hooks-no-git', 'There is no git on the PATH', { hint });
  }
  if ((options.codes ?? [0]).includes(result.code ?? -1)) return result;
  const said = result.err.trim();
  if (/not a git repository/i.test(said)) {
    throw new OctavoError('hooks-no-repository', `${folder} is not in a git repository`, { hint: 'git init' });
  }
  if (/must be run in a work tree/i.test(said)) {
    const hint = 'type it in a worktree of that repository: git worktree add ../work';
    throw new OctavoError('hooks-no-repository', `${folder} is in a git repository without files`, { hint });
  }
  const message = `git ${args[0]} failed: ${said.split('\n')[0] ?? ''}`;
  const hint = said
    .split('\n')
    .find((line) => /^\s+git /.test(line))
    ?.trim();
  throw new OctavoError('hooks-git-failed', message, { hint: hint ?? `git ${args.join(' ')}` });
}

/** Whether a path lies in a folder, or is it. */
export function liesIn(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}
