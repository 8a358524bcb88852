import { readCommand } from './processes.ts';

export interface GitState {
  commit: string; // 40 hex digits
  branch: string | undefined; // undefined when the head is detached
  dirty: boolean; // tracked files differ from the commit
  remoteUrl: string | undefined; // of `origin`, without user name and password
}

/** The state of the git repository around a folder; undefined when there is none, no commit yet, or no git. */
export async function readGitState(folder: string): Promise<GitState | undefined> {
  const [commit, branch, status, remote] = await Promise.all([
    readCommand('git', ['rev-parse', 'HEAD'], folder),
    readCommand('git', ['symbolic-ref', '--quiet', '--short', 'HEAD'], folder),
    readCommand('git', ['status', '--porcelain', '--untracked-files=no'], folder),
    readCommand('git', ['config', '--get', 'remote.origin.url'], folder),
  ]);
  if (!commit) return undefined;
  return {
    commit: commit.trim(),
    branch: branch?.trim() || undefined,
    dirty: (status ?? '').trim() !== '',
    remoteUrl: remote?.trim().replace(/^(\w+:\/\/)[^@/]*@/, '$1') || undefined,
  };
}
