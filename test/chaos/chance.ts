/** Chance that can be had again: the same seed gives the same sequence. */
export interface Chance {
  whole: (from: number, to: number) => number; // both ends may come
  one: <Item>(items: readonly Item[]) => Item;
  isSo: (probability: number) => boolean;
}

/** Source: mulberry32, Tommy Ettinger (public domain). */
export function createChance(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  return {
    whole,
    one: (items) => items[whole(0, items.length - 1)] as (typeof items)[number],
    isSo: (probability) => next() < probability,
  };
}
