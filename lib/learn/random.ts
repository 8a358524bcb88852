// Generated from notebooks/70_learn/04_random.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 70a40003 70a40005 70a4000a

// %% notebooks/70_learn/04_random.ipynb#70a40003 30ae4d0e
import { OctavoError } from '../errors/index.ts';

// %% notebooks/70_learn/04_random.ipynb#70a40005 3ea4154e
/** Gives the next number, at least 0 and less than 1. */
export type Random = () => number;

/** Returns a generator that gives the same numbers for the same seed (source: mulberry32 by Tommy Ettinger). Throws `learn-seed-invalid`. */
export function seededRandom(
  seed: number, // a whole number from 0 to 2^32 - 1
): Random {
  if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff) {
    throw new OctavoError(
      'learn-seed-invalid',
      `The seed is ${seed}, and must be a whole number from 0 to 4294967295`,
      {
        hint: 'seed: 1',
      },
    );
  }
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x100000000;
  };
}

// %% notebooks/70_learn/04_random.ipynb#70a4000a 3fec3597
/** Returns the items in a random order, in a new array. */
export function shuffle<Item>(items: readonly Item[], random: Random): Item[] {
  const shuffled = [...items];
  for (let last = shuffled.length - 1; last > 0; last--) {
    const chosen = Math.floor(random() * (last + 1));
    [shuffled[last], shuffled[chosen]] = [shuffled[chosen] as Item, shuffled[last] as Item];
  }
  return shuffled;
}
