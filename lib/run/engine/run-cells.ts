import type { Host } from '../../host/index.ts';
import type { KernelMessage, LeftRunning, Session } from '../../kernel/index.ts';
import { type Cell, cellHeading, hasTag } from '../../notebook/index.ts';
import { type Ending, endingOfReason } from '../ending.ts';
import { finishedCell, isSkipped, runningCell, skippedCell } from '../metadata.ts';
import type { CellResult, RunEvent } from '../observer.ts';
import { endOfCell, type RunEnd } from './end-of-cell.ts';
import { createLateFailures, type LateFailures } from './late-failure.ts';
import { runCell } from './run-cell.ts';
import type { RunState } from './run-state.ts';

export interface CellsOptions {
  notebookPath: string; // for the kernel's tracebacks
  cellTimeoutMs?: number | undefined;
  signal?: AbortSignal | undefined;
  tell: (event: RunEvent) => Promise<unknown>;
  onOutput?: ((message: KernelMessage) => void) | undefined;
  onChange: () => void; // the notebook is worth saving
}

/** How the cells of a notebook ended. */
export interface CellsEnd extends RunEnd {
  results: CellResult[];
  leftRunning?: LeftRunning[] | undefined; // known when every cell has run
}

/** Runs the cells in order until one does not complete, or fails after it had. */
export async function runCells(
  session: Session,
  state: RunState,
  options: CellsOptions,
  host: Host,
): Promise<CellsEnd> {
  const turns = codeCells(state); // by position: ids of a damaged notebook may repeat
  const results = [...turns.values()];
  const late = createLateFailures(state);
  let label = 0;
  for (const [position, cell] of state.cells.entries()) {
    const result = turns.get(position);
    if (!result || isSkipped(cell)) {
      passOver(state, position, host);
      if (result) await tellSkipped(result, results.length, options);
      continue;
    }
    if (options.signal?.aborted) return { ...withoutError(endingOfReason(options.signal.reason)), results };
    label++;
    const turn = { position, result, label, total: results.length, late };
    const end = await runOne(session, state, turn, options, host);
    const first = !end || end.ending === 'failed' ? (late.end() ?? end) : end;
    if (first) return { ...first, results };
  }
  const leftRunning = await session.leftRunning(); // and the last errors with it
  return { ...(late.end() ?? withoutError('completed')), results, leftRunning };
}

/** An ending that no cell is to blame for. */
export function withoutError(ending: Ending): RunEnd {
  return { ending, code: 0, failedCell: undefined, error: undefined };
}

/** The code cells that have something to run, by position. */
function codeCells(state: RunState): Map<number, CellResult> {
  const turns = new Map<number, CellResult>();
  for (const [position, cell] of state.cells.entries()) {
    if (cell.kind !== 'code' || cell.source.trim() === '') continue;
    const heading = cellHeading(state.cells, position);
    turns.set(position, { id: cell.id, index: turns.size + 1, heading, status: 'pending', durationMs: 0 });
  }
  return turns;
}

function passOver(state: RunState, position: number, host: Host): void {
  const cell = state.cells[position] as Cell;
  const now = host.clock.now();
  const skipped = cell.kind === 'code' && isSkipped(cell);
  state.setCell(
    position,
    skipped ? skippedCell(cell) : finishedCell(cell, { startedAt: now, endedAt: now, failed: false }),
  );
}

async function tellSkipped(result: CellResult, total: number, { tell }: CellsOptions): Promise<void> {
  result.status = 'skipped';
  await tell({ type: 'cell-finished', index: result.index, total, id: result.id, status: 'skipped', durationMs: 0 });
}

interface Turn {
  position: number;
  result: CellResult;
  label: number; // [n]
  total: number;
  late: LateFailures;
}

/** Runs one cell; returns how the run ended when it ends here. */
async function runOne(
  session: Session,
  state: RunState,
  turn: Turn,
  options: CellsOptions,
  host: Host,
): Promise<RunEnd | undefined> {
  const { position, result, label, total, late } = turn;
  const { id, index, heading } = result;
  await options.tell({ type: 'cell-started', index, total, id, heading });
  const startedAt = host.clock.now();
  const startMs = host.clock.monotonicMs();
  const cell = runningCell(state.cells[position] as Cell, startedAt);
  state.setCell(position, cell);
  options.onChange();
  const outputs = state.outputsOf(position);
  const raises = hasTag(cell, 'raises-exception');
  const outcome = await runCell(session, cell.source, {
    cell: { notebook: options.notebookPath, id, index: label },
    timeoutMs: options.cellTimeoutMs,
    signal: options.signal,
    stopOnError: !raises,
    onMessage: (message) => {
      if (message.type === 'execute_input') takeCount(state, position, message.content.execution_count);
      outputs.accept(message);
      if (message.type === 'error') late.note(position);
      options.onOutput?.(message);
    },
  });
  const isExpected = raises && outcome.kind === 'failed';
  const end = isExpected ? undefined : endOfCell(outcome, outputs, { id, index: label }, options.cellTimeoutMs);
  const failed = end !== undefined && !(end.ending === 'exited' && end.code === 0);
  const reply = 'reply' in outcome ? outcome.reply : undefined;
  if (reply?.executionCount) takeCount(state, position, reply.executionCount);
  const finished = { startedAt, endedAt: host.clock.now(), failed, timing: reply?.timing, word: end?.ending };
  state.setCell(position, finishedCell(state.cells[position] as Cell, finished));
  if (outcome.kind === 'completed' && !raises) late.watch({ position, result, label, finished });
  result.status = failed ? 'failed' : 'completed';
  result.durationMs = host.clock.monotonicMs() - startMs;
  options.onChange();
  const { status, durationMs } = result;
  await options.tell({ type: 'cell-finished', index, total, id, status, durationMs });
  return end;
}

function takeCount(state: RunState, position: number, count: unknown): void {
  if (typeof count === 'number') state.setCell(position, { ...(state.cells[position] as Cell), executionCount: count });
}
