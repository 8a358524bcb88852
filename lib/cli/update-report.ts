import { showBothTexts } from '../library/update/both-texts.ts';
import type { CellUpdate } from '../library/update/plan-update.ts';
import type { UpdateResult } from '../library/update/update-project.ts';
import type { Io } from './command.ts';

const words = {
  edit: 'edited',
  add: 'new',
  recreate: 'made again',
  send: 'goes to another module',
  unexport: 'exported no more',
  order: 'moved',
} satisfies Record<CellUpdate['action'], string>;

/** Prints what an update did, or would do: changes on `out`, what stands in their way on `err`. */
export function printUpdate({ updates, changes, refused, problems }: UpdateResult, write: boolean, io: Io): void {
  for (const { message, hint } of problems) io.err(`octavo: ${message}\n${hint ? `  try: ${hint}\n` : ''}`);
  for (const { problem, drift } of refused)
    io.err(`octavo: ${problem.message}\n${showBothTexts(drift)}  try: ${problem.hint}\n`);
  if (refused.length + problems.length > 0) {
    io.err('nothing written\n');
    return;
  }
  for (const { notebook, cell, action, module, line, exported } of updates) {
    io.out(`${notebook}${cell ? ` cell ${cell}` : ''}: ${words[action]}  (${module}${line ? `:${line}` : ''})\n`);
    if (exported) io.out('  what it declares is exported from now on; a name that begins with _ is not\n');
  }
  for (const { path, action } of changes) io.out(`${path}: ${action === 'updated' ? 'written anew' : action}\n`);
  if (updates.length + changes.length === 0) io.out('notebooks and modules agree\n');
  else if (!write) io.out('(not written)\n');
}
