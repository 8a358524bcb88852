// Generated from notebooks/20_notebook/34_text_diff.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 5d0c3403 5d0c3404 5d0c3406 5d0c3408

// %% notebooks/20_notebook/34_text_diff.ipynb#5d0c3403 e945c8e9
import { diffSequences } from './sequence-diff.ts';

// %% notebooks/20_notebook/34_text_diff.ipynb#5d0c3404 ed8fcf3b
/** A piece of changed lines. */
export interface WordDiff {
  kind: 'same' | 'removed' | 'added';
  text: string;
}

/** Some lines that are the same in both texts, or that are not. Line numbers begin with 1. */
export type DiffBlock =
  | { kind: 'same'; before: number; after: number; lines: string[] }
  | { kind: 'changed'; before: number; after: number; words: WordDiff[] };

// %% notebooks/20_notebook/34_text_diff.ipynb#5d0c3406 6e3ea38b
/** Changed lines with less in common than this are shown as replaced. @internal */
export const leastInCommon = 0.4;

/** Texts longer than this are not compared by words: such a line is data. @internal */
export const longestForWords = 50_000;

/** Compares texts word by word. @internal */
export function diffWords(before: string, after: string): WordDiff[] {
  const replaced: WordDiff[] = [
    { kind: 'removed' as const, text: before },
    { kind: 'added' as const, text: after },
  ].filter(({ text }) => text !== '');
  if (replaced.length < 2 || before.length + after.length > longestForWords) return replaced;
  const pieces = (text: string): string[] => text.match(/[\p{L}\p{N}_]+|\n|[^\S\n]+|[^\p{L}\p{N}_\s]/gu) ?? [];
  const [old, now] = [pieces(before), pieces(after)];
  const words = diffSequences(old, now).flatMap((stretch): WordDiff[] => {
    const [removed, added] = [
      old.slice(stretch.before.start, stretch.before.end),
      now.slice(stretch.after.start, stretch.after.end),
    ];
    if (stretch.equal) return [{ kind: 'same', text: removed.join('') }];
    return [
      { kind: 'removed' as const, text: removed.join('') },
      { kind: 'added' as const, text: added.join('') },
    ].filter(({ text }) => text !== '');
  });
  const size = (text: string) => text.replace(/\s/g, '').length;
  const shared = words.reduce((sum, { kind, text }) => sum + (kind === 'same' ? size(text) : 0), 0);
  return (2 * shared) / (size(before) + size(after) || 1) < leastInCommon ? replaced : words;
}

// %% notebooks/20_notebook/34_text_diff.ipynb#5d0c3408 8bfbda59
/** Compares texts line by line, and changed lines word by word. Line ends may be `\n` or `\r\n`. @internal */
export function diffText(before: string, after: string): DiffBlock[] {
  const [old, now] = [before, after].map((text) => (text === '' ? [] : text.split(/\r?\n/))) as [string[], string[]];
  return diffSequences(old, now).map((stretch) => {
    const place = { before: stretch.before.start + 1, after: stretch.after.start + 1 };
    const removed = old.slice(stretch.before.start, stretch.before.end);
    if (stretch.equal) return { kind: 'same', ...place, lines: removed };
    const added = now.slice(stretch.after.start, stretch.after.end);
    if (removed.length === 0 || added.length === 0) {
      const lines = [...removed, ...added].map((line) => `${line}\n`).join('');
      return { kind: 'changed', ...place, words: [{ kind: removed.length > 0 ? 'removed' : 'added', text: lines }] };
    }
    return { kind: 'changed', ...place, words: diffWords(`${removed.join('\n')}\n`, `${added.join('\n')}\n`) };
  });
}
