import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const longestMs = 30_000; // an older lock was left behind by a git that was killed

/**
 * Tells whether git is changing the files of the work tree around a folder. While it checks out another branch it holds
 * the lock of its index, and notebooks and modules are for a moment of two branches.
 */
export function gitBusyTest(folder: string): () => boolean {
  const gitFolder = findGitFolder(resolve(folder));
  if (gitFolder === undefined) return () => false;
  const lock = join(gitFolder, 'index.lock');
  return () => {
    const found = statSync(lock, { throwIfNoEntry: false });
    return found !== undefined && Date.now() - found.mtimeMs < longestMs;
  };
}

function findGitFolder(folder: string): string | undefined {
  const entry = join(folder, '.git');
  if (!existsSync(entry)) return dirname(folder) === folder ? undefined : findGitFolder(dirname(folder));
  try {
    if (statSync(entry).isDirectory()) return entry;
    const named = /^gitdir: (.*)$/m.exec(readFileSync(entry, 'utf8'))?.[1]; // of a work tree or a submodule
    return named === undefined ? undefined : resolve(folder, named.trim());
  } catch {
    return undefined;
  }
}
