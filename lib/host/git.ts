import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { runProgram } from './run-program.ts';

export interface GitState {
  commit: string; // 40 hex digits
  branch: string | undefined; // undefined when the head is detached
  dirty: boolean; // tracked files differ from the commit
  remoteUrl: string | undefined; // of `origin`, without user name and password
}

const longestMs = 10_000;

/** The state of the git repository around a folder; undefined when there is none, no commit yet, or no git. */
export async function readGitState(folder: string): Promise<GitState | undefined> {
  if (process.env.GIT_DIR === undefined && !isInRepository(folder)) return undefined; // no program is started for that
  const [status, remote] = await Promise.all([
    // A program that a repository names as its file system monitor is not run, and no lock is taken.
    git(['-c', 'core.fsmonitor=false', 'status', '--porcelain=v2', '--branch', '--untracked-files=no'], folder),
    git(['config', '--get', 'remote.origin.url'], folder),
  ]);
  const commit = headerOf('branch.oid', status);
  if (commit === undefined || !/^[0-9a-f]{40,64}$/.test(commit)) return undefined; // `(initial)` before the first commit
  const branch = headerOf('branch.head', status);
  return {
    commit,
    branch: branch === '(detached)' ? undefined : branch,
    dirty: /^[^#\n]/m.test(status),
    remoteUrl: remote.trim().replace(/^(\w+:\/\/)[^@/]*@/, '$1') || undefined,
  };
}

/** What git prints; nothing when it fails, or is missing. */
async function git(args: string[], cwd: string): Promise<string> {
  const { code, out } = await runProgram('git', ['--no-optional-locks', ...args], { cwd, timeoutMs: longestMs });
  return code === 0 ? out.toString('utf8') : '';
}

function headerOf(name: string, status: string): string | undefined {
  return new RegExp(`^# ${name} (.*)$`, 'm').exec(status)?.[1];
}

function isInRepository(folder: string): boolean {
  for (let at = resolve(folder); ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return true;
    if (dirname(at) === at) return false;
  }
}
