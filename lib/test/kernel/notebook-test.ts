import { posix } from 'node:path';
import { formatWhere, isOctavoError } from '../../errors/index.ts';
import { type Host, nodeHost } from '../../host/index.ts';
import {
  type Cell,
  formatNotebook,
  type Notebook,
  parseDirectives,
  parseNotebook,
  sourceWithoutDirectives,
} from '../../notebook/index.ts';
import { type RunResult, runNotebook } from '../../run/index.ts';

/** How a notebook did as a test. */
export interface NotebookTest {
  notebook: string; // relative to the project's root
  status: 'passed' | 'failed' | 'empty'; // empty: it has no code to run
  durationMs: number;
  cells: number; // code cells that were to run
  skipped: { id: string; line: number }[]; // cells with `//| eval: false`, and the line that says so
  failure?: TestFailure;
}

/** What failed, and where. */
export interface TestFailure {
  message: string; // with the place in front
  ename: string; // name of the error class, or the code of an OctavoError
  traceback: string[]; // lines; [] when no cell threw
  hint?: string | undefined;
  where: { notebook: string; cell?: string | undefined; index?: number | undefined; line?: number | undefined };
}

export interface NotebookTestOptions {
  root: string; // of the project, absolute
  cellTimeoutMs: number;
  signal?: AbortSignal | undefined;
}

/** Runs one notebook in a kernel of its own, in the notebook's folder, and records nothing. Never throws. */
export async function testNotebook(path: string, options: NotebookTestOptions, host: Host = nodeHost) {
  const startedMs = host.clock.monotonicMs();
  const test: NotebookTest = { notebook: path, status: 'failed', durationMs: 0, cells: 0, skipped: [] };
  try {
    const text = await host.files.readText(posix.join(options.root, path));
    const notebook = parseNotebook(text, { path });
    test.skipped = notebook.cells.flatMap(skippedCell);
    test.cells = notebook.cells.filter((cell) => hasCode(cell) && skippedCell(cell).length === 0).length;
    if (test.cells === 0) test.status = 'empty';
    else {
      const failure = failureOf(await run(path, notebook, test.skipped.length > 0, options, host), path);
      if (failure) test.failure = failure;
      else test.status = 'passed';
    }
  } catch (error) {
    test.failure = thrownFailure(error, path);
  }
  return { ...test, durationMs: host.clock.monotonicMs() - startedMs };
}

/** A notebook with skipped cells runs as a copy in which they are empty. */
async function run(path: string, notebook: Notebook, isCopied: boolean, options: NotebookTestOptions, host: Host) {
  const folder = posix.join(options.root, posix.dirname(path));
  const copy = posix.join(options.root, '.octavo', `test-${host.randomUuid()}`, posix.basename(path));
  const input = isCopied ? copy : posix.join(options.root, path);
  try {
    if (isCopied) {
      const cells = notebook.cells.map((cell) => (skippedCell(cell).length > 0 ? { ...cell, source: '' } : cell));
      await host.files.makeFolder(posix.dirname(copy));
      await host.files.writeAtomically(copy, formatNotebook({ ...notebook, cells }));
    }
    const { cellTimeoutMs, signal } = options;
    const env = { OCTAVO_TRACK: 'off' };
    return await runNotebook(
      input,
      { output: null, cwd: folder, env, cellTimeoutMs, signal, warn: () => undefined },
      host,
    );
  } finally {
    if (isCopied) await host.files.remove(posix.dirname(copy));
  }
}

function skippedCell(cell: Cell): { id: string; line: number }[] {
  const directive = parseDirectives(cell).find(({ name, value }) => name === 'eval' && value === 'false');
  return directive ? [{ id: cell.id, line: directive.line }] : [];
}

function hasCode(cell: Cell): boolean {
  return cell.kind === 'code' && sourceWithoutDirectives(cell).trim() !== '';
}

function failureOf(result: RunResult, path: string): TestFailure | undefined {
  if (result.status === 'completed') return undefined;
  const { error } = result;
  const cell = error?.cell ?? lastRun(result); // process.exit(0) is no error of a cell
  const where = { notebook: path, cell: cell?.id, index: cell?.index, line: error?.cell?.line };
  const ename = error?.ename ?? result.status;
  const said = result.status === 'exited' ? `process.exit(${result.exitCode}) ended the notebook` : error?.evalue;
  const message = `${placeOf(where)}: ${result.status === 'exited' ? '' : `${ename}: `}${said ?? result.status}`;
  return { message, ename, traceback: error?.traceback ?? [], where };
}

function lastRun({ cells }: RunResult): { id: string; index: number } | undefined {
  return cells.findLast(({ status }) => status === 'completed' || status === 'failed');
}

function thrownFailure(error: unknown, path: string): TestFailure {
  if (!isOctavoError(error)) {
    const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
    return {
      message: `${path}: ${message}`,
      ename: name,
      traceback: stack?.split('\n') ?? [],
      where: { notebook: path },
    };
  }
  const where = { ...error.where, notebook: path };
  const message = error.message.includes(path) ? error.message : `${formatWhere(where)}: ${error.message}`;
  return { message, ename: error.code, traceback: [], hint: error.hint, where };
}

/** `train.ipynb cell b2c4d6e8 [3] line 2` */
function placeOf({ notebook, cell, index, line }: TestFailure['where']): string {
  const label = index === undefined ? '' : ` [${index}]`;
  return formatWhere({ notebook, cell: cell === undefined ? undefined : `${cell}${label}`, line });
}
