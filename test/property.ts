import fc from 'fast-check';

// Properties are tried on the same random values each time, so that what was green stays green. Others: OCTAVO_RANDOM_SEED=$RANDOM.
fc.configureGlobal({ seed: Number(process.env.OCTAVO_RANDOM_SEED ?? 1) });

export default fc;
