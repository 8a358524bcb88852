import { resolve } from 'node:path';
import { isOctavoError } from '../../errors/index.ts';
import { type Host, octavoVersion, shownPath } from '../../host/index.ts';
import type { LeftRunning, Session } from '../../kernel/index.ts';
import type { Notebook } from '../../notebook/index.ts';
import { exitCodeOf, isFailure } from '../ending.ts';
import { addErrorMarkers } from '../error-markers.ts';
import { withFileLine } from '../failure.ts';
import { formatEndLine } from '../journal.ts';
import { finishMetadata, startMetadata } from '../metadata.ts';
import { type RunEvent, type RunResult, tellObservers } from '../observer.ts';
import { isFilePlace, placeTitle } from '../places.ts';
import type { OutputTarget } from '../storage/output-target.ts';
import { removeOverflowFiles } from '../storage/overflow-file.ts';
import { noJournal, openRunJournal } from '../storage/run-journal.ts';
import { createSaver, type Saver } from '../storage/saver.ts';
import { endOfStopped, withoutError } from './end-of-cell.ts';
import { finishOutput } from './finish-output.ts';
import { maskedSession } from './masked-session.ts';
import { withEarlierOutputs } from './pass-over.ts';
import { killKernel } from './run-cell.ts';
import { type CellsEnd, codeCells, runCells } from './run-cells.ts';
import { limitRun } from './run-limit.ts';
import type { RunOrder } from './run-order.ts';
import { runOutputs } from './run-outputs.ts';
import { createRunState } from './run-state.ts';

const usualAutosaveMs = 30_000; // inside a long cell, as papermill
const longestTimerMs = 2 ** 31 - 1;

/** Runs a prepared notebook to one of the endings, and writes it whatever happens. */
export async function executeRun(given: RunOrder, host: Host): Promise<Omit<RunResult, 'parameters' | 'runId'>> {
  const limit = limitRun(given);
  const order = { ...given, signal: limit.signal };
  const { input, prepared, startedAt, warn } = order;
  const { leftOut } = prepared.choices;
  const { target } = prepared;
  const path = target?.file;
  const startMs = host.clock.monotonicMs();
  const tell = (event: RunEvent) => tellObservers(order.observers, event, warn);
  const opening = openingNotebook(order);
  let journal = noJournal;
  const record = (line: string | undefined) => journal.record(line);
  const { keptStreamBytes } = order;
  const state = createRunState(opening, { output: path, keptStreamBytes, record, warn });
  let final: Notebook | undefined;
  const isWrittenOnce = target?.restMs === Number.POSITIVE_INFINITY || order.saveOnCellExecute === false;
  const saver = target && openSaver(target, () => final ?? state.snapshot());
  // The kernel starts while the prepared notebook is written: neither waits for the other.
  const [started, openingError] = await Promise.all([
    order.session.open(order.contribution, order.signal),
    beginOutput(),
  ]);
  const session = started instanceof Error ? undefined : maskedSession(started, order.mask, order.sources);
  const kill = () => session && killKernel(session);
  order.killSignal?.addEventListener('abort', kill, { once: true });
  const made = session && order.resumeKey(); // read while the first cell runs
  const end = !openingError && session ? await runAll(session) : notStarted(openingError ?? (started as Error));
  limit.end();
  const endedAt = host.clock.now();
  if (end.leftRunning?.length) warn(`left running, and stopped with the kernel: ${showLeftRunning(end.leftRunning)}`);
  const exitCode = exitCodeOf(end.ending, end.code);
  final = finalNotebook(exitCode === 0 ? await made : undefined);
  const [last] = await Promise.all([endOutput(final), session?.stop()]);
  saver?.close();
  state.close();
  order.killSignal?.removeEventListener('abort', kill);
  return {
    status: end.ending,
    exitCode: last.writeError && exitCode === 0 ? 1 : exitCode,
    input,
    ...last,
    notebook: final,
    cells: end.results,
    outputs: runOutputs(final.cells, end.results),
    leftRunning: end.leftRunning,
    durationMs: host.clock.monotonicMs() - startMs,
    error: end.error && isFilePlace(input) ? withFileLine(end.error, prepared.notebook) : end.error,
  };

  async function beginOutput(): Promise<Error | undefined> {
    if (path !== undefined)
      journal = await openRunJournal(
        path,
        { opening, isWrittenOnce, keptStreamBytes, restate: state.restate, warn },
        host,
      );
    return isWrittenOnce ? undefined : await saver?.saveNow();
  }

  async function endOutput(executed: Notebook): Promise<Pick<RunResult, 'output' | 'writeError'>> {
    journal.record(formatEndLine(executed.metadata, isFailure(end.ending, end.code) ? end.failedCell : undefined));
    const last = await finishOutput(order, executed, saver, openingError, host);
    journal.end(last.output !== undefined || openingError !== undefined);
    return last;
  }

  function openSaver(output: OutputTarget, snapshot: () => Notebook): Saver {
    return createSaver(
      {
        write: output.write,
        restMs: isWrittenOnce ? Number.POSITIVE_INFINITY : output.restMs,
        snapshot,
        onWritten: async () => {
          await tell({ type: 'notebook-written', output: output.shown() });
        },
        onFailure: (error) => warn(`${error.message}; the run goes on`),
      },
      host,
    );
  }

  async function runAll(kernel: Session): Promise<CellsEnd> {
    if (path !== undefined)
      removeOverflowFiles(
        path,
        state.cells.slice(leftOut.resumedAt).map((cell) => cell.id),
      );
    const everyMs = Math.min(order.autosaveCellEveryMs ?? usualAutosaveMs, longestTimerMs);
    const autosave = everyMs > 0 ? setInterval(() => saver?.request(), everyMs) : undefined;
    const notebookPath = isFilePlace(input) ? shownPath(resolve(host.cwd(), input), order.cwd) : placeTitle(input);
    try {
      return await runCells(
        kernel,
        state,
        { ...order, leftOut, notebookPath, typesKey: prepared.typesKey, tell, onChange: () => saver?.request() },
        host,
      );
    } finally {
      clearInterval(autosave);
    }
  }

  /** A kernel that did not start: the run was stopped, or it failed before its first cell. */
  function notStarted(error: Error): CellsEnd {
    const { signal } = order;
    if (!signal?.aborted) return notBegun(error);
    return { ...endOfStopped(signal.reason, 'before its first cell'), results: [...codeCells(state).values()] };
  }

  function finalNotebook(resumeKey: string | undefined): Notebook {
    const notebook = state.snapshot();
    const failed = end.ending !== 'completed' && !(end.ending === 'exited' && exitCode === 0);
    const marked =
      end.failedCell && isFailure(end.ending, end.code) ? addErrorMarkers(notebook, end.failedCell) : notebook;
    const languageInfo = session?.info.language_info;
    const facts = { ending: end.ending, exitCode, failed, startedAt, endedAt, languageInfo, resumeKey };
    return { ...marked, metadata: finishMetadata(notebook.metadata, facts) };
  }
}

/** A run without a kernel does not begin, nor one that cannot write its first notebook: an hour of work would be lost. */
function notBegun(error: Error): CellsEnd {
  const failure = { ename: codeOf(error), evalue: error.message, traceback: [], cause: error };
  return { ...withoutError('failed'), results: [], error: failure };
}

/** `setInterval of train.ipynb cell b2c4d6e8 [3], 2 × server of …`. */
function showLeftRunning(items: LeftRunning[]): string {
  return items.map(({ what, cell, count }) => `${count > 1 ? `${count} × ` : ''}${what} of ${cell}`).join(', ');
}

function codeOf(error: Error): string {
  return isOctavoError(error) ? error.code : error.name;
}

/** The notebook before its first cell runs. */
function openingNotebook({ input, prepared, startedAt, contribution, engine = 'kernel' }: RunOrder): Notebook {
  const { output, parameters, spec, choices } = prepared;
  const version = octavoVersion();
  const facts = { input, output, parameters, startedAt, kernel: spec.name, engine, version, runId: contribution.runId };
  const opening = startMetadata(prepared.notebook, {
    ...facts,
    seed: choices.seed,
    selected: choices.leftOut.selected,
  });
  return withEarlierOutputs(opening, prepared.notebook, choices.leftOut);
}
