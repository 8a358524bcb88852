import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checks, notebookTests, vitestStep } from '../scripts/checks.ts';
import { type Count, countNotebooks, countVitest, formatClosingLine } from '../scripts/count.ts';
import { makePeers } from '../scripts/peers.ts';
import { formatSeconds, formatStepEnd, runStep, runSteps } from '../scripts/step.ts';

// `npm test`: every test there is. The peer suites need Python 3.10 or newer; without it they are counted apart, and with
// OCTAVO_REQUIRE_PEERS=1 (as .ci/run has it) whatever was not run is a failure.

const everythingRequired = process.env.OCTAVO_REQUIRE_PEERS === '1';
const startedAt = performance.now();
const scratch = mkdtempSync(join(tmpdir(), 'octavo-tests-'));
const say = (text: string) => void process.stdout.write(text);
const total: Count = { passed: 0, failed: 0, notRun: [] };
let needsPython = 0;

try {
  say('— checks\n');
  for (const end of await runSteps(checks, (finished) => say(formatStepEnd(finished)))) add(end.code === 0);
  await runVitest('unit');
  await runNotebooks();
  await runVitest('system');
  await runPeers();
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
const notRun = needsPython + total.notRun.length;
for (const name of total.notRun) say(`not run: ${name}\n`);
if (everythingRequired) total.failed += notRun;
say(`(${formatSeconds(performance.now() - startedAt)})\n`);
say(`${formatClosingLine(total.passed, total.failed, needsPython, total.notRun.length)}\n`);
process.exitCode = total.failed === 0 ? 0 : 1;

function add(passed: boolean): void {
  if (passed) total.passed++;
  else total.failed++;
}

async function runVitest(project: string): Promise<Count> {
  say(`— ${project} tests\n`);
  const report = join(scratch, `${project}.json`);
  const step = vitestStep(project, ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]);
  const end = await runStep({ ...step, show: true });
  let json: string | undefined;
  try {
    json = readFileSync(report, 'utf8');
  } catch {
    // vitest died before it wrote its report, which counts as a failure.
  }
  const count = countVitest(json, end.code);
  total.passed += count.passed;
  total.failed += count.failed;
  if (project !== 'peers') total.notRun.push(...count.notRun);
  return count;
}

async function runNotebooks(): Promise<void> {
  say('— notebook tests\n');
  const end = await runStep({ ...notebookTests, args: [...notebookTests.args, '--json'] });
  const count = countNotebooks(end.stdout, end.code);
  total.passed += count.passed;
  total.failed += count.failed;
  if (count.failed > 0) say(end.output);
  say(`${count.passed} passed, ${count.failed} failed (${formatSeconds(end.durationMs)})\n`);
}

async function runPeers(): Promise<void> {
  say('— peer tests\n');
  const peers = await makePeers((line) => say(`${line}\n`));
  say(`${peers.message}\n`);
  if (peers.status === 'failed' && everythingRequired) total.failed++;
  const count = await runVitest('peers');
  needsPython += count.notRun.length;
}
