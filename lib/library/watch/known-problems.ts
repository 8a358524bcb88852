import type { OctavoError } from '../../errors/index.ts';
import type { WatchEvent } from './events.ts';

/** What is wrong with which path, so that it is told once, and once more when it is mended. */
export interface KnownProblems {
  set: (path: string, type: 'problem' | 'conflict', problems: OctavoError[]) => void; // none: it is mended
  paths: () => string[]; // with something wrong
}

/** A conflict is found from both of its files: what one path has told, another does not tell again. */
export function knownProblems(tell: (event: WatchEvent) => void): KnownProblems {
  const known = new Map<string, Map<string, string>>(); // by path: what was said, and of which file
  const isKnown = (said: string) => [...known.values()].some((one) => one.has(said));
  const isWrong = (file: string) => [...known.values()].some((one) => [...one.values()].includes(file));

  const set: KnownProblems['set'] = (path, type, problems) => {
    const before = known.get(path);
    known.delete(path);
    const now = new Map(
      problems.map((problem) => [`${problem.code} ${problem.message}`, problem.where?.notebook ?? path]),
    );
    for (const problem of problems) {
      const said = `${problem.code} ${problem.message}`;
      if (!before?.has(said) && !isKnown(said)) tell({ type, path: now.get(said) as string, problem });
    }
    if (now.size > 0) known.set(path, now);
    for (const file of new Set(before?.values())) if (!isWrong(file)) tell({ type: 'settled', path: file });
  };
  return { set, paths: () => [...known.keys()] };
}
