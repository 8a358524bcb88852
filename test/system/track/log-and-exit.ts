import { log } from '../../../lib/track/index.ts';

// Logs, and leaves at once by process.exit, from within a nested run.
log.parameter('epochs', 5);
for (let step = 0; step < 10; step++) log.metric('loss', 1 / (step + 1));
console.log(log.runId);
await log.run('nested', () => {
  log.metric('inner', 1);
  process.exit(3);
});
