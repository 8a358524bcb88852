// Generated from notebooks/20_notebook/20_merge/02_merge_text.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 5d0c2203 5d0c2205 5d0c0773 5d0ca810 5d0c2208

// %% notebooks/20_notebook/20_merge/02_merge_text.ipynb#5d0c2203 ba38176e
import { diffSequences } from '../diff/sequence-diff.ts';

// %% notebooks/20_notebook/20_merge/02_merge_text.ipynb#5d0c2205 69d5ee53
/** A changed stretch of the base: its items from `start` to `end`, and how many items a side has there more than the base. @internal */
export interface Change {
  start: number;
  end: number;
  growth: number;
}

/** The lines of a text. @internal */
export type Lines = readonly string[];

/** What one side changed. @internal */
export function changesOf(base: Lines, side: Lines): Change[] {
  const stretches = diffSequences(base, side).filter((stretch) => !stretch.equal);
  return stretches.map(({ before, after }) => {
    return { ...before, growth: after.end - after.start - (before.end - before.start) };
  });
}

// %% notebooks/20_notebook/20_merge/02_merge_text.ipynb#5d0c0773 37f1cf9e
/** Merges lists of lines. Undefined when both sides changed lines that overlap or touch, and not in the same way. @internal */
export function mergeLines(base: Lines, ours: Lines, theirs: Lines): string[] | undefined {
  const queues = [changesOf(base, ours), changesOf(base, theirs)] as const;
  const sides = [ours, theirs] as const;
  const shifts: [number, number] = [0, 0]; // of a place in the base, to find it in a side
  const merged: string[] = [];
  let at = 0;
  for (let region = nextRegion(queues); region; region = nextRegion(queues)) {
    const { start, end, taken } = region;
    merged.push(...base.slice(at, start));
    const texts = sides.map((side, index) => {
      const from = start + (shifts[index] as number);
      shifts[index] = (shifts[index] as number) + (taken[index] as Change[]).reduce((sum, one) => sum + one.growth, 0);
      return side.slice(from, end + (shifts[index] as number));
    }) as [string[], string[]];
    const isSame = texts[0].length === texts[1].length && texts[0].every((line, index) => line === texts[1][index]);
    if (taken[0].length > 0 && taken[1].length > 0 && !isSame) return undefined;
    merged.push(...(taken[0].length > 0 ? texts[0] : texts[1]));
    at = end;
  }
  return [...merged, ...base.slice(at)];
}

// %% notebooks/20_notebook/20_merge/02_merge_text.ipynb#5d0ca810 c8392309
/** Takes the first changes that overlap or touch each other from both queues. @internal */
export function nextRegion(
  queues: readonly [Change[], Change[]],
): { start: number; end: number; taken: [Change[], Change[]] } | undefined {
  const start = Math.min(...queues.map((queue) => queue[0]?.start ?? Number.POSITIVE_INFINITY));
  if (start === Number.POSITIVE_INFINITY) return undefined;
  let end = start;
  const taken: [Change[], Change[]] = [[], []];
  for (let found = true; found; ) {
    found = false;
    for (const [index, queue] of queues.entries()) {
      while (queue[0] && queue[0].start <= end) {
        const change = queue.shift() as Change;
        (taken[index] as Change[]).push(change);
        end = Math.max(end, change.end);
        found = true;
      }
    }
  }
  return { start, end, taken };
}

// %% notebooks/20_notebook/20_merge/02_merge_text.ipynb#5d0c2208 35c6f25d
/** Merges two edits of one text by lines. Undefined when they are in conflict; without a base, when they are not the same. */
export function mergeText(base: string | undefined, ours: string, theirs: string): string | undefined {
  if (ours === theirs || theirs === base) return ours;
  if (ours === base) return theirs;
  if (base === undefined) return undefined;
  const [end, ourEnd, theirEnd] = [base, ours, theirs].map((text) => (text.includes('\r\n') ? '\r\n' : '\n')) as [
    string,
    string,
    string,
  ];
  const lines = [base, ours, theirs].map((text) => text.replaceAll('\r\n', '\n').split('\n')) as [
    string[],
    string[],
    string[],
  ];
  return mergeLines(...lines)?.join(ourEnd === end ? theirEnd : ourEnd);
}
