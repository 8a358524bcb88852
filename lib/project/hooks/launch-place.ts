import { existsSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { octavoHome } from '../octavo-home.ts';
import type { LaunchPlace } from './launch-script.ts';
import { liesIn, type Repository } from './repository.ts';

/**
 * Where the scripts of a repository find Octavo: first in the project (a path from the top, so that a repository may be moved), then where the
 * Octavo is that runs now, which other worktrees need, and projects with an Octavo of the whole machine.
 */
export function findLaunchPlace({ top, prefix }: Repository, home: string = octavoHome()): LaunchPlace {
  const installed = `${prefix}node_modules/octavo/bin/octavo.js`;
  const running = join(home, 'bin', 'octavo.js');
  const launchers = existsSync(join(top, installed)) ? [installed] : [];
  if (liesIn(running, top)) launchers.push(relative(top, running).split(sep).join('/'));
  return { launchers: [...new Set([...launchers, running])], node: process.execPath };
}
