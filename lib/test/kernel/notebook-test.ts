import { posix } from 'node:path';
import type { Host } from '../../host/index.ts';
import { cellFileLines, formatNotebook, withTag } from '../../notebook/index.ts';
import { type RunResult, runNotebook } from '../../run/index.ts';
import { thrownFailure } from '../notebooks/failure.ts';
import { type ReadyNotebook, warningsOf } from '../notebooks/read-notebook-test.ts';
import { type CellTest, formatFailurePlace, type NotebookTest, type TestFailure } from '../results.ts';

export interface KernelTestOptions {
  root: string; // of the project, absolute
  cellTimeoutMs: number;
  signal?: AbortSignal | undefined;
}

/** Runs one notebook in a kernel of its own, in the notebook's folder, and records nothing. Never throws. */
export async function testOnKernel(
  ready: ReadyNotebook,
  options: KernelTestOptions,
  host: Host,
): Promise<NotebookTest> {
  const startedMs = host.clock.monotonicMs();
  const test: NotebookTest = {
    notebook: ready.path,
    status: 'failed',
    durationMs: 0,
    cells: [],
    warnings: warningsOf(ready),
  };
  try {
    const result = await run(ready, options, host);
    test.cells = cellsOf(result, ready);
    const failure = failureOf(result, ready);
    if (failure) test.failure = failure;
    else test.status = 'passed';
  } catch (error) {
    test.failure = thrownFailure(error, ready.path);
  }
  return { ...test, durationMs: host.clock.monotonicMs() - startedMs };
}

/** A notebook of which some cells are left out runs as a copy that says so with a tag. */
async function run(
  { path, notebook, plan }: ReadyNotebook,
  options: KernelTestOptions,
  host: Host,
): Promise<RunResult> {
  const skipped = new Set(plan.cells.filter(({ skip }) => skip !== undefined).map(({ position }) => position));
  const folder = posix.join(options.root, posix.dirname(path));
  const copy = posix.join(options.root, '.octavo', `test-${host.randomUuid()}`, posix.basename(path));
  const isCopied = skipped.size > 0;
  try {
    if (isCopied) {
      const cells = notebook.cells.map((cell, at) => (skipped.has(at) ? withTag(cell, 'skip-execution') : cell));
      await host.files.makeFolder(posix.dirname(copy));
      await host.files.writeAtomically(copy, formatNotebook({ ...notebook, cells }));
    }
    const { cellTimeoutMs, signal } = options;
    const input = isCopied ? copy : posix.join(options.root, path);
    const env = { OCTAVO_TRACK: 'off' };
    const warn = () => undefined;
    return await runNotebook(input, { output: null, cwd: folder, env, cellTimeoutMs, signal, warn }, host);
  } finally {
    if (isCopied) await host.files.remove(posix.dirname(copy));
  }
}

function cellsOf(result: RunResult, { plan }: ReadyNotebook): CellTest[] {
  const failed = result.cells.find(({ status }) => status === 'failed');
  const reason = failed ? `cell ${failed.id} failed` : `the notebook had ended (${result.status})`;
  return plan.cells.map(({ id, index, name, skip }) => {
    const ran = result.cells.find((cell) => cell.id === id);
    const status = ran?.status === 'completed' ? 'passed' : ran?.status === 'failed' ? 'failed' : 'skipped';
    const durationMs = ran?.durationMs ?? 0;
    return { id, index, name, status, durationMs, ...(status === 'skipped' && { reason: skip ?? reason }) };
  });
}

function failureOf(result: RunResult, { path, plan, text }: ReadyNotebook): TestFailure | undefined {
  if (result.status === 'completed') return undefined;
  const { error } = result;
  const id = error?.cell?.id ?? lastRun(result); // process.exit(0) is no error of a cell
  const cell = plan.cells.find((one) => one.id === id);
  const line = error?.cell?.line;
  const fileLines = cell && cellFileLines(text)[cell.position]?.source;
  const where = { notebook: path, cell: id, index: cell?.index, line, fileLine: fileLines?.[(line ?? 1) - 1] };
  const ename = error?.ename ?? result.status;
  const said = result.status === 'exited' ? `process.exit(${result.exitCode}) ended the notebook` : error?.evalue;
  const what = `${result.status === 'exited' ? '' : `${ename}: `}${said ?? result.status}`;
  return { message: `${formatFailurePlace(where)}: ${what}`, ename, traceback: error?.traceback ?? [], where };
}

function lastRun({ cells }: RunResult): string | undefined {
  return cells.findLast(({ status }) => status === 'completed' || status === 'failed')?.id;
}
