// Generated from notebooks/30_library/19_update/01_both_texts.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 30ba0003 30ba0004

// %% notebooks/30_library/19_update/01_both_texts.ipynb#30ba0003 bb3bb323
import type { Drift } from '../drift.ts';
import { diffSequences } from '../../notebook/diff/sequence-diff.ts';

// %% notebooks/30_library/19_update/01_both_texts.ipynb#30ba0004 f0c508e9
const _around = 3; // lines that are the same are shown near to one that is not

/** The two texts of a difference in one: `-` before lines of the notebook, `+` before lines of the module. Long stretches of equal lines are left out. */
export function showBothTexts({
  notebook,
  cell,
  module,
  change,
  texts,
}: Pick<Drift, 'notebook' | 'cell' | 'module' | 'change' | 'texts'>): string {
  const [ours, theirs] = [texts.notebook, texts.module].map((text) => _linesOf(text, change)) as [string[], string[]];
  const lines = diffSequences(ours, theirs).flatMap((stretch) => {
    const [removed, added] = [
      ours.slice(stretch.before.start, stretch.before.end),
      theirs.slice(stretch.after.start, stretch.after.end),
    ];
    if (stretch.equal)
      return _shorten(
        removed.map((line) => `  ${line}`.trimEnd()),
        stretch.before.start === 0,
        stretch.before.end === ours.length,
      );
    return [...removed.map((line) => `- ${line}`.trimEnd()), ...added.map((line) => `+ ${line}`.trimEnd())];
  });
  const names = [
    ...(texts.notebook === undefined ? [] : [`--- ${notebook}${cell === undefined ? '' : ` cell ${cell}`}`]),
    ...(texts.module === undefined ? [] : [`+++ ${module}`]),
  ];
  return [...names, ...lines].map((line) => `  ${line}\n`).join('');
}

function _linesOf(text: string | undefined, change: Drift['change']): string[] {
  if (text === undefined || text === '') return [];
  return text.split(change === 'order' ? ' ' : '\n');
}

function _shorten(lines: string[], isFirst: boolean, isLast: boolean): string[] {
  const [head, tail] = [isFirst ? 0 : _around, isLast ? 0 : _around];
  if (lines.length <= head + tail + 1) return lines;
  return [...lines.slice(0, head), '  …', ...lines.slice(lines.length - tail)];
}
