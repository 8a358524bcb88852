// Generated from notebooks/20_notebook/17_diff/04_text_diff.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 5d0c3403 5d0c3404 5d0c3406 5d0c340d 5d0c340e 5d0c73ce 5d0c3408

// %% notebooks/20_notebook/17_diff/04_text_diff.ipynb#5d0c3403 e945c8e9
import { diffSequences } from './sequence-diff.ts';

// %% notebooks/20_notebook/17_diff/04_text_diff.ipynb#5d0c3404 ed8fcf3b
/** A piece of changed lines. */
export interface WordDiff {
  kind: 'same' | 'removed' | 'added';
  text: string;
}

/** Some lines that are the same in both texts, or that are not. Line numbers begin with 1. */
export type DiffBlock =
  | { kind: 'same'; before: number; after: number; lines: string[] }
  | { kind: 'changed'; before: number; after: number; words: WordDiff[] };

// %% notebooks/20_notebook/17_diff/04_text_diff.ipynb#5d0c3406 78f19a04
/** Lines with less in common than this were replaced, not edited. @internal */
export const leastInCommon = 0.4;

/** Texts longer than this are not compared by words: such a line is data. @internal */
export const longestForWords = 20_000;

/** The words of a text, and what stands between them. @internal */
export function wordsOf(text: string): string[] {
  return text.match(/\p{N}+(?:\.\p{N}+)*|[\p{L}\p{N}_]+|\s+|[^\p{L}\p{N}_\s]/gu) ?? [];
}

/** Compares two lines word by word; undefined when one was not made of the other. @internal */
export function diffWords(before: string, after: string): WordDiff[] | undefined {
  if (before.length + after.length > longestForWords) return undefined;
  const [old, now] = [wordsOf(before), wordsOf(after)];
  const words: WordDiff[] = [];
  for (const stretch of diffSequences(old, now)) {
    const removed = old.slice(stretch.before.start, stretch.before.end).join('');
    const added = now.slice(stretch.after.start, stretch.after.end).join('');
    if (stretch.equal) words.push({ kind: 'same', text: removed });
    else if (removed !== '') words.push({ kind: 'removed', text: removed });
    if (!stretch.equal && added !== '') words.push({ kind: 'added', text: added });
  }
  const size = (text: string) => text.replace(/\s/g, '').length;
  const shared = words.reduce((sum, { kind, text }) => sum + (kind === 'same' ? size(text) : 0), 0);
  return (2 * shared) / (size(before) + size(after) || 1) < leastInCommon ? undefined : closeGaps(words);
}

// %% notebooks/20_notebook/17_diff/04_text_diff.ipynb#5d0c340d fe029a51
/** Joins two changes of one kind where the text between them stands at the end of the second one too. @internal */
export function closeGaps(words: readonly WordDiff[]): WordDiff[] {
  const closed: WordDiff[] = [];
  for (const word of words) {
    const [first, gap] = closed.slice(-2);
    const joins = closed.length >= 2 && gap?.kind === 'same' && word.kind !== 'same' && first?.kind === word.kind;
    if (joins && first && gap && word.text.endsWith(gap.text)) {
      const rest = word.text.slice(0, word.text.length - gap.text.length);
      closed.splice(-2, 2, { kind: word.kind, text: first.text + gap.text + rest }, gap);
    } else closed.push(word);
  }
  return closed;
}

// %% notebooks/20_notebook/17_diff/04_text_diff.ipynb#5d0c340e fa1ecf14
/** More lines than this are not searched for pairs. @internal */
export const mostLines = 40;

/** The pairs among changed lines, as places in both lists, in order. @internal */
export function pairLines(before: readonly string[], after: readonly string[]): [number, number][] {
  if (before.length > mostLines || after.length > mostLines) return [];
  const alike = before.map((old) => after.map((now) => diffWords(old, now) !== undefined));
  const best = Array.from({ length: before.length + 1 }, () => new Array<number>(after.length + 1).fill(0));
  const at = (row: number, column: number) => best[row]?.[column] ?? 0;
  for (let row = before.length - 1; row >= 0; row--) {
    for (let column = after.length - 1; column >= 0; column--) {
      const paired = alike[row]?.[column] ? at(row + 1, column + 1) + 1 : 0;
      (best[row] as number[])[column] = Math.max(paired, at(row + 1, column), at(row, column + 1));
    }
  }
  const pairs: [number, number][] = [];
  for (let [row, column] = [0, 0]; at(row, column) > 0; ) {
    if (alike[row]?.[column] && at(row, column) === at(row + 1, column + 1) + 1) pairs.push([row++, column++]);
    else if (at(row, column + 1) === at(row, column)) column++;
    else row++;
  }
  return pairs;
}

// %% notebooks/20_notebook/17_diff/04_text_diff.ipynb#5d0c73ce 8a86aac8
/** Changed lines as pieces, each line with its end. @internal */
export function diffLines(before: readonly string[], after: readonly string[]): WordDiff[] {
  const pairs = pairLines(before, after);
  const words: WordDiff[] = [];
  const take = (lines: readonly string[], kind: WordDiff['kind']) => {
    if (lines.length > 0) words.push({ kind, text: lines.map((line) => `${line}\n`).join('') });
  };
  let [row, column] = [0, 0];
  for (const [nextRow, nextColumn] of [...pairs, [before.length, after.length] as const]) {
    take(before.slice(row, nextRow), 'removed');
    take(after.slice(column, nextColumn), 'added');
    if (nextRow < before.length && nextColumn < after.length) {
      words.push(...(diffWords(before[nextRow] as string, after[nextColumn] as string) ?? []), {
        kind: 'same',
        text: '\n',
      });
    }
    [row, column] = [nextRow + 1, nextColumn + 1];
  }
  return words;
}

// %% notebooks/20_notebook/17_diff/04_text_diff.ipynb#5d0c3408 fc5fa3f9
/** Compares texts line by line, and changed lines word by word. Line ends may be `\n` or `\r\n`. @internal */
export function diffText(before: string, after: string): DiffBlock[] {
  const [old, now] = [before, after].map((text) => (text === '' ? [] : text.split(/\r?\n/))) as [string[], string[]];
  return diffSequences(old, now).map((stretch): DiffBlock => {
    const place = { before: stretch.before.start + 1, after: stretch.after.start + 1 };
    const removed = old.slice(stretch.before.start, stretch.before.end);
    if (stretch.equal) return { kind: 'same', ...place, lines: removed };
    const added = now.slice(stretch.after.start, stretch.after.end);
    return { kind: 'changed', ...place, words: diffLines(removed, added) };
  });
}
