import { join } from 'node:path';
import type { Contender } from './measure.ts';

const root = join(import.meta.dirname, '..');

/** `octavo --help` against a Node that does nothing at all: what the command line costs before its work begins. */
export function startContenders(): Contender[] {
  const node = (name: string, args: string[]): Contender => {
    return { name, command: process.execPath, args, cwd: root, readResult: () => '' }; // nothing to compare
  };
  return [node('octavo --help', [join('bin', 'octavo.js'), '--help']), node('node -e 0', ['-e', '0'])];
}
