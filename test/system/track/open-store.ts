import { ensureExperiment } from '../../../lib/track/store/experiments.ts';
import { openStoreFile } from '../../../lib/track/store/tracking-store.ts';

// Opens the store argv[2] when the clock says argv[3], makes an experiment in it and prints its id.
const waitMs = Number(process.argv[3]) - Date.now();
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Math.max(0, waitMs));
const store = openStoreFile(process.argv[2] as string);
console.log(ensureExperiment(store, 'iris').id);
store.close();
