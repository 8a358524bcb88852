import { log, openStore } from '../../../lib/track/index.ts';
import { metricHistory } from '../../../lib/track/store/metrics.ts';

// Logs in a loop that never yields, until the first point is in the store; says so and goes on for ever.
const runId = log.runId as string;
const reader = openStore();
log.metric('loss', 0);
while (metricHistory(reader, runId, 'loss').length === 0) log.metric('loss', 0);
console.log(runId);
setInterval(() => log.metric('loss', 1), 20);
