import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareLab } from '../lib/lab/index.ts';
import { checks, kernelTests, notebookTests, vitestStep } from '../scripts/checks.ts';
import { type Count, countNotebooks, countVitest, formatClosingLine } from '../scripts/count.ts';
import { makeExtension } from '../scripts/extension.ts';
import { makePeers } from '../scripts/peers.ts';
import { formatSeconds, formatStepEnd, root, runStep, runSteps, type Step, type StepEnd } from '../scripts/step.ts';
import { makeVersitygw } from '../scripts/versitygw.ts';

// `npm test`: every test there is. The browser suites (a real JupyterLab in a real Chromium) and the peer suites need
// Python 3.10 or newer, those with an S3 server Go; without it they are counted apart, and with OCTAVO_REQUIRE_PEERS=1 (as
// .ci/run has it) whatever was not run is a failure.

const everythingRequired = process.env.OCTAVO_REQUIRE_PEERS === '1';
const startedAt = performance.now();
const scratch = mkdtempSync(join(tmpdir(), 'octavo-tests-'));
const say = (text: string) => void process.stdout.write(text);
const total: Count = { passed: 0, failed: 0, failures: [], notRun: [] };
const needsPython: string[] = [];
const needsGo: string[] = [];
const objectStore = makeVersitygw((line) => say(`${line}\n`)); // made while the other suites run

try {
  await buildExtension();
  say('— checks\n');
  for (const end of await runSteps(checks, (finished) => say(formatStepEnd(finished)))) addStep(end);
  add(await runVitest('unit'));
  add(await runNotebooks(notebookTests));
  add(await runNotebooks(kernelTests));
  add(await runVitest('system'));
  await runBrowser();
  await runPeers();
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
for (const name of total.failures) say(`failed: ${name}\n`);
for (const name of total.notRun) say(`not run: ${name}\n`);
const notRun = needsPython.length + needsGo.length + total.notRun.length;
const failed = total.failed + (everythingRequired ? notRun : 0);
const needs = { Python: needsPython.length, Go: needsGo.length };
say(`(${formatSeconds(performance.now() - startedAt)})\n`);
say(`${formatClosingLine(total.passed, failed, needs, total.notRun.length)}\n`);
process.exitCode = failed === 0 ? 0 : 1;

function add(count: Count): void {
  total.passed += count.passed;
  total.failed += count.failed;
  total.failures.push(...count.failures);
  total.notRun.push(...count.notRun);
}

function addStep({ code, step }: StepEnd): void {
  const failures = code === 0 ? [] : [step.name];
  add({ passed: 1 - failures.length, failed: failures.length, failures, notRun: [] });
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
  return countVitest(json, end.code);
}

async function runNotebooks(step: Step): Promise<Count> {
  say(`— ${step.name}\n`);
  const end = await runStep({ ...step, args: [...step.args, '--json'] });
  const count = countNotebooks(end.stdout, end.code);
  if (count.failed > 0) say(end.output);
  say(`${count.passed} passed, ${count.failed} failed (${formatSeconds(end.durationMs)})\n`);
  return count;
}

/** Before the checks: they need its packages, and the browser suites need it built. */
async function buildExtension(): Promise<void> {
  try {
    await makeExtension((line) => say(`${line}\n`));
    add({ passed: 1, failed: 0, failures: [], notRun: [] });
  } catch (error) {
    say(`${(error as Error).message}\n`);
    add({ passed: 0, failed: 1, failures: ['the JupyterLab extension could not be built'], notRun: [] });
  }
}

/** The suites in a real JupyterLab. Without Python they skip themselves, and so they are counted. */
async function runBrowser(): Promise<void> {
  say('— JupyterLab\n');
  let isReady = true;
  try {
    await prepareLab({ root, say: (line) => say(`${line}\n`) });
  } catch (error) {
    isReady = false;
    say(`${(error as Error).message}\n`);
  }
  addPythonSuite(await runVitest('browser'), isReady);
}

/** The peer suites run also without the peers: they skip themselves, and so they are counted. */
async function runPeers(): Promise<void> {
  say('— peers\n');
  const peers = await makePeers((line) => say(`${line}\n`));
  say(`${peers.message}\n`);
  const store = await objectStore;
  say(`${store.message}\n`);
  const count = await runVitest('peers');
  if (store.status !== 'ready') {
    needsGo.push(...count.notRun.filter(isAboutS3));
    count.notRun = count.notRun.filter((name) => !isAboutS3(name));
  }
  addPythonSuite(count, peers.status === 'ready');
}

/** The tests with a real S3 server say so in their names. */
function isAboutS3(name: string): boolean {
  return name.startsWith('S3 ');
}

function addPythonSuite(count: Count, isReady: boolean): void {
  if (!isReady) needsPython.push(...count.notRun);
  add(isReady ? count : { ...count, notRun: [] });
}
