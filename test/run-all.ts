import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareLab } from '../lib/lab/index.ts';
import { checks, kernelTests, notebookTests, vitestStep } from '../scripts/checks.ts';
import { type Count, countNotebooks, countVitest, formatClosingLine } from '../scripts/count.ts';
import { makeExtension } from '../scripts/extension.ts';
import { formatFailures, formatNotRun } from '../scripts/failures.ts';
import { makePeers } from '../scripts/peers.ts';
import { formatSeconds, formatStepEnd, root, runStep, runSteps, type Step } from '../scripts/step.ts';
import { makeVersitygw } from '../scripts/versitygw.ts';

// `npm test`: every test there is. The browser suites (a real JupyterLab in a real Chromium) and the peer suites need
// Python 3.10 or newer, those with an S3 server Go; without it they are counted apart, and with OCTAVO_REQUIRE_PEERS=1 (as
// .ci/run has it) whatever was not run is a failure. What failed is told again at the end, with its reason, because of a
// long log often the end alone is kept.

const everythingRequired = process.env.OCTAVO_REQUIRE_PEERS === '1';
const startedAt = performance.now();
const scratch = mkdtempSync(join(tmpdir(), 'octavo-tests-'));
const say = (text: string) => void process.stdout.write(text);
const total: Count = { passed: 0, failures: [], notRun: [] };
const needsPython: string[] = [];
const needsGo: string[] = [];
const reasons: string[] = []; // why tests were not run
const sayLine = (line: string) => say(`${line}\n`);

// What waits for the network is made while suites run that do not need it.
const extension = problemOf(makeExtension(sayLine));
const lab = extension.then(() => problemOf(prepareLab({ root, say: sayLine })));
const peers = lab.then(() => makePeers(sayLine));
const objectStore = makeVersitygw(sayLine);

try {
  add(await runNotebooks(notebookTests));
  add(await runNotebooks(kernelTests));
  addOne('checks', 'build of the JupyterLab extension', await extension); // they and the unit tests need its packages
  say('— checks\n');
  for (const end of await runSteps(checks, (finished) => say(formatStepEnd(finished))))
    addOne('checks', end.step.name, end.code === 0 ? undefined : end.output);
  add(await runVitest('unit'));
  add(await runVitest('system'));
  await runBrowser();
  await runPeers();
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
say(formatFailures(total.failures));
for (const reason of reasons) sayLine(reason);
say(formatNotRun(needsPython, 'needs Python'));
say(formatNotRun(needsGo, 'needs Go'));
say(formatNotRun(total.notRun, 'skipped on this machine'));
const notRun = needsPython.length + needsGo.length + total.notRun.length;
const failed = total.failures.length + (everythingRequired ? notRun : 0);
const needs = { Python: needsPython.length, Go: needsGo.length };
sayLine(`(${formatSeconds(performance.now() - startedAt)})`);
sayLine(formatClosingLine(total.passed, failed, needs, total.notRun.length));
process.exitCode = failed === 0 ? 0 : 1;

function add(count: Count): void {
  total.passed += count.passed;
  total.failures.push(...count.failures);
  total.notRun.push(...count.notRun);
}

function addOne(suite: string, name: string, problem: string | undefined): void {
  const failures = problem === undefined ? [] : [{ suite, name, message: problem }];
  add({ passed: 1 - failures.length, failures, notRun: [] });
}

async function runVitest(project: string): Promise<Count> {
  say(`— ${project} tests\n`);
  const path = join(scratch, `${project}.jsonl`);
  const journal = [`--reporter=${join(root, 'scripts', 'test-journal.ts')}`, `--outputFile.journal=${path}`];
  const end = await runStep({ ...vitestStep(project, ['--reporter=default', ...journal]), show: true });
  return countVitest(project, existsSync(path) ? readFileSync(path, 'utf8') : '', end.code);
}

async function runNotebooks(step: Step): Promise<Count> {
  say(`— ${step.name}\n`);
  const end = await runStep({ ...step, args: [...step.args, '--json'] });
  const count = countNotebooks(step.name, end.stdout, end.code);
  if (count.failures.length > 0) say(end.stderr);
  say(`${count.passed} passed, ${count.failures.length} failed (${formatSeconds(end.durationMs)})\n`);
  return count;
}

/** What went wrong; undefined when nothing did. */
async function problemOf(work: Promise<unknown>): Promise<string | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    sayLine((error as Error).message);
    return (error as Error).message;
  }
}

/** The suites in a real JupyterLab. Without Python they skip themselves, and so they are counted. */
async function runBrowser(): Promise<void> {
  const problem = await lab;
  if (problem) reasons.push(problem);
  addPythonSuite(await runVitest('browser'), problem === undefined);
}

/** The peer suites run also without the peers: they skip themselves, and so they are counted. */
async function runPeers(): Promise<void> {
  const made = [await peers, await objectStore];
  for (const { message, status } of made) {
    sayLine(message);
    if (status !== 'ready') reasons.push(message);
  }
  const count = await runVitest('peers');
  if ((await objectStore).status !== 'ready') {
    needsGo.push(...count.notRun.filter(isAboutS3));
    count.notRun = count.notRun.filter((name) => !isAboutS3(name));
  }
  addPythonSuite(count, (await peers).status === 'ready');
}

/** The tests with a real S3 server say so in their names. */
function isAboutS3(name: string): boolean {
  return name.startsWith('S3 ');
}

function addPythonSuite(count: Count, isReady: boolean): void {
  if (!isReady) needsPython.push(...count.notRun);
  add(isReady ? count : { ...count, notRun: [] });
}
