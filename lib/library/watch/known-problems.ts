import type { OctavoError } from '../../errors/index.ts';
import type { WatchEvent } from './events.ts';

/** What is wrong with which path, so that it is told once, and once more when it is mended. */
export interface KnownProblems {
  set: (path: string, type: 'problem' | 'conflict', problems: OctavoError[]) => void; // none: it is mended
  paths: () => string[]; // with something wrong
}

export function knownProblems(tell: (event: WatchEvent) => void): KnownProblems {
  const known = new Map<string, Set<string>>(); // by path, what was told
  return {
    set: (path, type, problems) => {
      const before = known.get(path);
      if (problems.length === 0) {
        if (known.delete(path)) tell({ type: 'settled', path });
        return;
      }
      const now = new Set(problems.map(({ code, message }) => `${code} ${message}`));
      known.set(path, now);
      for (const problem of problems)
        if (!before?.has(`${problem.code} ${problem.message}`)) tell({ type, path, problem });
    },
    paths: () => [...known.keys()],
  };
}
