import { checks, notebookTests, vitestStep } from '../scripts/checks.ts';
import { formatSeconds, formatStepEnd, runSteps } from '../scripts/step.ts';

// `npm run ok`: the one word before a change is done. Everything that needs no system test, side by side, under a minute.

const startedAt = performance.now();
const steps = [notebookTests, vitestStep('unit'), ...checks];
const ends = await runSteps(steps, (end) => process.stdout.write(formatStepEnd(end)));
const failed = ends.filter((end) => end.code !== 0);
const verdict = failed.length === 0 ? 'ok' : `not ok: ${failed.map((end) => end.step.name).join(', ')}`;
process.stdout.write(`${verdict} (${formatSeconds(performance.now() - startedAt)})\n`);
process.exitCode = failed.length === 0 ? 0 : 1;
