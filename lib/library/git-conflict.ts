// Generated from notebooks/30_library/12_git_conflict.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 30c20003 30c20004

// %% notebooks/30_library/12_git_conflict.ipynb#30c20003 c23d41d3
import { type BlockText, blockHash, parseModule } from './blocks.ts';
import { parseSource } from './source/parse.ts';

// %% notebooks/30_library/12_git_conflict.ipynb#30c20004 cfc43906
/** The line of the first conflict mark of git in a source that cannot be parsed; undefined when there is none. @internal */
export function conflictMark(text: string): number | undefined {
  const lines = text.split(/\r?\n/);
  const start = lines.findIndex((line) => /^<{7}( |$)/.test(line));
  const isConflict = start >= 0 && lines.slice(start).some((line) => /^>{7}( |$)/.test(line));
  return isConflict && parseSource(text).problems.length > 0 ? start + 1 : undefined;
}

/** One side of a text with conflict marks of git. @internal */
export function conflictSide(text: string, side: 'ours' | 'theirs'): string {
  let part: string | undefined;
  const kept = text.split('\n').filter((line) => {
    const mark = /^(<{7}|\|{7}|={7}|>{7})( |\r?$)/.exec(line)?.[1]?.[0];
    if (mark === undefined || (part === undefined && mark !== '<')) return part === undefined || part === side;
    part = { '<': 'ours', '|': 'base', '=': 'theirs' }[mark];
    return false;
  });
  return kept.join('\n');
}

/**
 * Tells whether a text is a module in conflict in which no edit waits to be brought to a notebook: on both sides each block is
 * what was exported then, by its hash, or what the notebooks export now.
 * @internal
 */
export function isConflictOfExports(text: string, now: readonly BlockText[]): boolean {
  if (conflictMark(text) === undefined) return false;
  const exported = new Set(now.map((block) => block.text.trim()));
  return (['ours', 'theirs'] as const).every((side) => {
    const parsed = parseModule(conflictSide(text, side));
    if (!parsed || parsed.stray) return false;
    return parsed.blocks.every((block) => block.hash === blockHash(block.text) || exported.has(block.text));
  });
}
