import { logMetrics } from '../../../lib/track/store/metrics.ts';
import { openStoreFile } from '../../../lib/track/store/tracking-store.ts';

// Writes a point of the run argv[3] into the store argv[2] whenever a line comes on stdin, and prints when it was committed.
const [, , path, runId] = process.argv as [string, string, string, string];
const store = openStoreFile(path);
console.log('ready');
let step = 0;
process.stdin.on('data', () => {
  logMetrics(store, runId, [{ name: 'loss', value: 1 / (step + 1), step: step++, timestampMs: Date.now() }]);
  console.log(performance.timeOrigin + performance.now());
});
process.stdin.on('end', () => store.close());
