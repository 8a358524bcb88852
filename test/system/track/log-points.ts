import { log } from '../../../lib/track/index.ts';

// Logs argv[2] points of the metric argv[3] into the active run, as fast as it can.
for (let step = 0; step < Number(process.argv[2]); step++) log.metric(process.argv[3] as string, step / 2);
