import { isOctavoError, shellWord } from '../../../errors/index.ts';
import { cleanBytes, cleanOptionsFor } from '../../../notebook/clean/clean-files.ts';
import { conflictedCells } from '../../../notebook/merge/conflict.ts';
import { parseNotebook } from '../../../notebook/parse.ts';
import type { CheckProblem } from './check-problem.ts';

/** What is wrong with a notebook as it is staged: it cannot be read, holds a conflict, or is not clean. `place` is where it lies on the disk. */
export function checkNotebook(path: string, place: string, content: Buffer): CheckProblem[] {
  try {
    const { changed, removed } = cleanBytes(content, { ...cleanOptionsFor(place), path });
    const conflicts = conflictedCells(parseNotebook(content.toString('utf8'), { path }));
    if (conflicts.length > 0) {
      const message = `a merge conflict is left in it: cell ${conflicts[0]}`;
      return [{ check: 'clean', path, cell: conflicts[0], message, hint: `octavo resolve ${shellWord(path)}` }];
    }
    if (!changed) return [];
    const found = Object.entries(removed).map(([rule, count]) => `${rule} ${count}`);
    const hint = `octavo clean ${shellWord(path)} && git add ${shellWord(path)}`;
    return [{ check: 'clean', path, message: `is not clean (${found.join(', ')})`, hint }];
  } catch (error) {
    if (!isOctavoError(error)) throw error;
    const { where, message, hint } = error;
    return [
      {
        check: 'clean',
        path,
        line: where?.line,
        message: message.replace(`${path} `, ''),
        hint: hint ?? `octavo text show ${shellWord(path)}`,
      },
    ];
  }
}
