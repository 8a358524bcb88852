// OCTAVO_RANDOM_RUNS=20000 looks longer; OCTAVO_RANDOM_SEED looks elsewhere, or again at what a failure printed as its seed.
const numRuns = Number(process.env.OCTAVO_RANDOM_RUNS ?? 150);

/** How many random programs a property is tried on. Only a machine that needs ten times as long as an idle one looks at fewer. */
export const randomOptions = {
  numRuns,
  interruptAfterTimeLimit: 50_000 + numRuns * 50,
};

/** Longer than that limit, so that fast-check says itself what it has found. */
export const randomTimeoutMs = 70_000 + numRuns * 100;
