import type { Host } from '../../host/index.ts';
import type { KernelMessage, Session } from '../../kernel/index.ts';
import { type Cell, cellHeading, hasTag } from '../../notebook/index.ts';
import { type Ending, endingOfReason, isFailure } from '../ending.ts';
import { describeFailure } from '../failure.ts';
import { finishedCell, isSkipped, runningCell, skippedCell } from '../metadata.ts';
import type { CellResult, RunEvent, RunFailure } from '../observer.ts';
import { type CellOutcome, runCell } from './run-cell.ts';
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
export interface CellsEnd {
  ending: Ending;
  code: number; // chosen by the notebook when it exited
  failedCell?: string | undefined; // id
  error?: RunFailure | undefined;
  results: CellResult[];
}

/** Runs the cells in order until one does not complete. */
export async function runCells(
  session: Session,
  state: RunState,
  options: CellsOptions,
  host: Host,
): Promise<CellsEnd> {
  const results = codeCells(state);
  let label = 0;
  for (const [position, cell] of state.cells.entries()) {
    const result = results.find((each) => each.id === cell.id);
    if (!result || isSkipped(cell)) {
      passOver(state, position, host);
      if (result) await tellSkipped(result, results.length, options);
      continue;
    }
    if (options.signal?.aborted) return { ending: endingOfReason(options.signal.reason), code: 0, results };
    label++;
    const end = await runOne(session, state, { position, result, label, total: results.length }, options, host);
    if (end) return { ...end, results };
  }
  return { ending: 'completed', code: 0, results };
}

/** The code cells that have something to run. */
function codeCells(state: RunState): CellResult[] {
  return state.cells
    .flatMap((cell, position) => (cell.kind === 'code' && cell.source.trim() !== '' ? [position] : []))
    .map(
      (position, at): CellResult => ({
        id: (state.cells[position] as Cell).id,
        index: at + 1,
        heading: cellHeading(state.cells, position),
        status: 'pending',
        durationMs: 0,
      }),
    );
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
}

/** Runs one cell; returns how the run ended when it ends here. */
async function runOne(
  session: Session,
  state: RunState,
  turn: Turn,
  options: CellsOptions,
  host: Host,
): Promise<Omit<CellsEnd, 'results'> | undefined> {
  const { position, result, label, total } = turn;
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
      options.onOutput?.(message);
    },
  });
  const end = raises && outcome.kind === 'failed' ? undefined : endOf(outcome, state, turn, options);
  const failed = end !== undefined && !(end.ending === 'exited' && end.code === 0);
  const reply = 'reply' in outcome ? outcome.reply : undefined;
  if (reply?.executionCount) takeCount(state, position, reply.executionCount);
  const finished = { startedAt, endedAt: host.clock.now(), failed, timing: reply?.timing, word: end?.ending };
  state.setCell(position, finishedCell(state.cells[position] as Cell, finished));
  result.status = failed ? 'failed' : 'completed';
  result.durationMs = host.clock.monotonicMs() - startMs;
  options.onChange();
  const { status, durationMs } = result;
  await options.tell({ type: 'cell-finished', index, total, id, status, durationMs });
  return end;
}

/** The end of the run that an outcome means; undefined when the next cell may run. An ending that left no error output gets one. */
function endOf(
  outcome: CellOutcome,
  state: RunState,
  { position, result, label }: Turn,
  options: CellsOptions,
): Omit<CellsEnd, 'results'> | undefined {
  if (outcome.kind === 'completed') return undefined;
  const ending = outcome.kind;
  const code = outcome.kind === 'exited' ? outcome.code : 0;
  const outputs = state.outputsOf(position);
  const place = { id: result.id, index: label };
  const told = ownWords(outcome, options);
  const reply = 'reply' in outcome ? outcome.reply : undefined;
  const described = describeFailure(outputs.outputs(), reply ?? {}, place);
  const error = told
    ? {
        ...told,
        traceback: described.traceback.length ? described.traceback : [`${told.ename}: ${told.evalue}`],
        cell: described.cell,
      }
    : described;
  const hasError = outputs.outputs().some((output) => output.output_type === 'error');
  if (!hasError || (told && ending !== 'interrupted' && ending !== 'terminated')) {
    const { ename, evalue, traceback } = told ? { ...told, traceback: [`${told.ename}: ${told.evalue}`] } : error;
    if (ending !== 'exited' || code !== 0) outputs.accept({ type: 'error', content: { ename, evalue, traceback } });
  }
  return {
    ending,
    code,
    failedCell: isFailure(ending, code) ? result.id : undefined,
    error: ending === 'exited' && code === 0 ? undefined : error,
  };
}

/** What Octavo says of an ending about which the kernel says nothing, or something else. */
function ownWords(outcome: CellOutcome, options: CellsOptions): { ename: string; evalue: string } | undefined {
  switch (outcome.kind) {
    case 'timed-out':
      return {
        ename: 'CellTimeoutError',
        evalue: `the cell took longer than ${(options.cellTimeoutMs ?? 0) / 1000} s`,
      };
    case 'kernel-died':
      return { ename: 'DeadKernelError', evalue: outcome.message };
    case 'interrupted':
      return { ename: 'KeyboardInterrupt', evalue: 'the run was interrupted (SIGINT)' };
    case 'terminated':
      return { ename: 'KeyboardInterrupt', evalue: 'the run was told to stop (SIGTERM)' };
    default:
      return undefined;
  }
}

function takeCount(state: RunState, position: number, count: unknown): void {
  if (typeof count === 'number') state.setCell(position, { ...(state.cells[position] as Cell), executionCount: count });
}
