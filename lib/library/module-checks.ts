// Generated from notebooks/30_library/13_module_checks.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 30b80003 30b80004

// %% notebooks/30_library/13_module_checks.ipynb#30b80003 139dd7a1
import { posix } from 'node:path';
import { type OctavoError, shellWord } from '../errors/index.ts';
import { parseModule } from './blocks.ts';
import { withImportsAbove } from './drift.ts';
import { libraryProblem } from './errors.ts';
import { lineAt } from './source/edits.ts';
import type { LibraryModule } from './module.ts';
import { parseSource } from './source/parse.ts';
import { editedIndex } from './scope.ts';
import { conflictMark, isConflictOfExports } from './git-conflict.ts';

// %% notebooks/30_library/13_module_checks.ipynb#30b80004 15a1e693
/** What is wrong with the blocks of a generated file. The places are lines of the file; `made` is what the notebooks make of it now. @internal */
export function checkModule(file: string, text: string, made?: LibraryModule): OctavoError[] {
  const parsed = parseModule(text);
  if (!parsed) return [];
  const old = withImportsAbove(parsed);
  if (posix.basename(file) === 'index.ts') {
    // whatever git made of it in a merge, an index is made of its modules
    if (editedIndex(text.replace(/^(<{7}|\|{7}|={7}|>{7}).*\n/gm, '')) === undefined) return [];
    const hint = `move it to a notebook, then: rm ${shellWord(file)} && octavo update`;
    return [libraryProblem('library-index-edited', 'the index was edited by hand', _at(file), hint)];
  }
  const marked = conflictMark(text);
  if (marked !== undefined) {
    if (isConflictOfExports(text, made?.blocks ?? [])) return [];
    const hint = `settle them by hand, then: octavo update   (or let the notebooks win: rm ${shellWord(file)} && octavo export)`;
    return [libraryProblem('library-conflict-marks', 'the module has conflict marks of git', _at(file, marked), hint)];
  }
  const problems: OctavoError[] = [];
  if (old.stray) {
    const hint = 'put a line with // %% above it to make it a new cell, or delete it; then: octavo update';
    problems.push(
      libraryProblem('library-outside-blocks', 'text above the first block', _at(file, old.stray.line), hint),
    );
  }
  const first = new Map<string, number>();
  for (const { notebook, id, line } of old.blocks) {
    const address = `${notebook}#${id}`;
    const earlier = first.get(address);
    if (id !== undefined && earlier === undefined) first.set(address, line);
    if (earlier === undefined) continue;
    const hint = 'leave // %% alone on the line of the copy: that makes it a new cell';
    const what = `the marker of ${notebook} cell ${id} stands on line ${earlier} already`;
    problems.push(libraryProblem('library-block-repeated', what, _at(file, line), hint));
  }
  return problems;
}

function _at(file: string, line?: number): { notebook: string; fileLine?: number } {
  return line === undefined ? { notebook: file } : { notebook: file, fileLine: line };
}

/** What cannot be parsed in a module. @internal */
export function syntaxProblems(file: string, text: string): OctavoError[] {
  return parseSource(text).problems.map(({ message, offset, hint }) =>
    libraryProblem('library-syntax', message, _at(file, lineAt(text, offset)), hint),
  );
}
