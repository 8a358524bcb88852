import type { Host } from '../../host/index.ts';
import type { KernelMessage, Session } from '../../kernel/index.ts';
import { type Cell, hasTag } from '../../notebook/index.ts';
import { finishedCell, runningCell } from '../metadata.ts';
import type { CellResult } from '../observer.ts';
import { readRetries } from '../retries.ts';
import type { CellsOptions } from './cells-options.ts';
import { endOfCell, type RunEnd } from './end-of-cell.ts';
import type { LateFailures } from './late-failure.ts';
import { type FailedAttempt, runAttempts } from './run-attempts.ts';
import { runCell } from './run-cell.ts';
import type { RunState } from './run-state.ts';
import { typesKeyAt } from './type-checks.ts';

/** A cell whose turn it is. */
export interface Turn {
  position: number;
  result: CellResult;
  label: number; // [n]
  total: number;
  late: LateFailures;
}

/** Runs one cell; returns how the run ended when it ends here. */
export async function runTurn(
  session: Session,
  state: RunState,
  turn: Turn,
  options: CellsOptions,
  host: Host,
): Promise<RunEnd | undefined> {
  const { position, result, label, total, late } = turn;
  const { id, index, heading } = result;
  const place = { index, total, id };
  await options.tell({ type: 'cell-started', ...place, heading });
  const startedAt = host.clock.now();
  const startMs = host.clock.monotonicMs();
  const cell = runningCell(state.cells[position] as Cell, startedAt);
  state.setCell(position, cell);
  options.onChange();
  const outputs = state.outputsOf(position);
  const raises = hasTag(cell, 'raises-exception');
  const retries = readRetries(cell);
  let current = 0; // attempt; what an earlier one still puts out is not the cell's any more
  const run = (attempt: number) => {
    current = attempt;
    return runCell(session, cell.source, {
      cell: {
        notebook: options.notebookPath,
        id,
        index: label,
        typesKey: typesKeyAt(state, position, options.typesKey),
      },
      timeoutMs: options.cellTimeoutMs,
      signal: options.signal,
      stopOnError: !raises && !retries,
      onMessage: (message) => {
        if (attempt !== current) return;
        if (message.type === 'execute_input') takeCount(state, position, message.content.execution_count);
        outputs.accept(message);
        if (message.type === 'error') late.note(position);
        showOutput(message);
      },
    });
  };
  const showOutput = (message: KernelMessage) => {
    try {
      options.onOutput?.(message, place);
    } catch (error) {
      options.warn(
        `what was to be done with an output failed: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  };
  const onRetry = async (failed: FailedAttempt) => {
    late.forget(position);
    options.onChange();
    await options.tell({ type: 'cell-retried', ...place, ...failed });
  };
  const { cellTimeoutMs, signal } = options;
  const limits = { cell: { id, index: label }, outputs, retries, cellTimeoutMs, signal };
  const { outcome, attempts } = await runAttempts({ ...limits, run, onRetry }, host);
  const isExpected = raises && outcome.kind === 'failed' && !outcome.isFault;
  const end = isExpected ? undefined : endOfCell(outcome, outputs, { id, index: label }, options.cellTimeoutMs);
  const failed = end !== undefined && !(end.ending === 'exited' && end.code === 0);
  const reply = 'reply' in outcome ? outcome.reply : undefined;
  if (reply?.possiblyIncomplete)
    options.warn(`the kernel never said that it was done with cell ${id}: outputs may be missing`);
  if (reply?.executionCount) takeCount(state, position, reply.executionCount);
  const finished = { startedAt, endedAt: host.clock.now(), failed, timing: reply?.timing, word: end?.ending, attempts };
  state.setCell(position, finishedCell(state.cells[position] as Cell, finished));
  if (outcome.kind === 'completed' && !raises) late.watch({ position, result, label, finished });
  result.status = failed ? 'failed' : 'completed';
  result.durationMs = host.clock.monotonicMs() - startMs;
  if (attempts > 1) result.attempts = attempts;
  options.onChange();
  const { status, durationMs } = result;
  await options.tell({ type: 'cell-finished', ...place, status, durationMs });
  return end;
}

function takeCount(state: RunState, position: number, count: unknown): void {
  if (typeof count === 'number') state.setCell(position, { ...(state.cells[position] as Cell), executionCount: count });
}
