const unseeded = Math.random;

/**
 * Gives the cells the same numbers of Math.random in each run with the same OCTAVO_SEED; without one nothing changes.
 * Random numbers that are meant to be secret (node:crypto, randomUUID) stay random. Worker threads of the cells have a
 * Math of their own. (Source of the generator: sfc32 by Chris Doty-Humphrey, of the PractRand suite.)
 */
export function seedMathRandom(seed: string | undefined = process.env.OCTAVO_SEED): void {
  if (seed === undefined || !/^\d{1,10}$/.test(seed) || Number(seed) > 0xffffffff) {
    Math.random = unseeded; // of a kernel that was started ahead, with a seed, for a run without
    return;
  }
  const next = smallFastCounter(Number(seed));
  const random = () => ((next() >>> 5) * 0x4000000 + (next() >>> 6)) / 2 ** 53; // 53 bits, as V8's own
  Object.defineProperty(Math, 'random', { value: random, writable: true, configurable: true, enumerable: false });
}

/** Returns a generator of 32-bit integers. */
function smallFastCounter(seed: number): () => number {
  let [a, b, c, counter] = [0, 0, seed | 0, 1];
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return sum;
  };
  for (let round = 0; round < 15; round++) next(); // until all bits of the seed have reached all of the state
  return next;
}
