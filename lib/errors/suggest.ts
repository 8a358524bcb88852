import { createRequire } from 'node:module';

/** Loaded when somebody has mistyped something: finding a package takes 3 ms, a tenth of the start of a command. */
const late = createRequire(import.meta.url);

/**
 * The candidate nearest to a mistyped word, or undefined when none is near (edit distance over a third of its length; letters
 * in the wrong order count as one slip).
 */
export function suggest(word: string, candidates: Iterable<string>): string | undefined {
  const { default: leven } = late('leven') as typeof import('leven');
  let best: string | undefined;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    if (word.length > 2 * candidate.length + 2) continue; // too far, and to say how far takes long
    const [typed, meant] = [word.toLowerCase(), candidate.toLowerCase()];
    const distance = typed !== meant && sortLetters(typed) === sortLetters(meant) ? 1 : leven(typed, meant);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  const limit = Math.max(1, Math.floor(Math.max(word.length, best?.length ?? 0) / 3));
  return bestDistance <= limit ? best : undefined;
}

function sortLetters(word: string): string {
  return [...word].sort().join('');
}
