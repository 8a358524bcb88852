import type { Host } from '../../host/index.ts';
import type { LeftRunning, Session } from '../../kernel/index.ts';
import { cellHeading } from '../../notebook/index.ts';
import { isSkipped } from '../metadata.ts';
import type { CellResult } from '../observer.ts';
import { cellDescription } from '../progress.ts';
import type { CellsOptions } from './cells-options.ts';
import { endOfStopped, type RunEnd, withoutError } from './end-of-cell.ts';
import { createLateFailures } from './late-failure.ts';
import { passOver, tellSkipped } from './pass-over.ts';
import type { RunState } from './run-state.ts';
import { runTurn } from './run-turn.ts';

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
  const { leftOut, signal } = options;
  const turns = codeCells(state); // by position: ids of a damaged notebook may repeat
  const results = [...turns.values()];
  const late = createLateFailures(state);
  let label = 0;
  for (const [position, cell] of state.cells.entries()) {
    const result = turns.get(position);
    if (!result || isSkipped(cell) || leftOut.positions.has(position)) {
      passOver(state, position, leftOut, host);
      if (result) await tellSkipped(result, results.length, options);
      continue;
    }
    if (signal?.aborted) return { ...endOfStopped(signal.reason, `before cell ${cell.id}`), results };
    label++;
    const turn = { position, result, label, total: results.length, late };
    const end = await runTurn(session, state, turn, options, host);
    const first = !end || end.ending === 'failed' ? (late.end() ?? end) : end;
    if (first) return { ...first, results };
  }
  const leftRunning = await session.leftRunning(); // and the last errors with it
  return { ...(late.end() ?? withoutError('completed')), results, leftRunning };
}

/** The code cells that have something to run, by position, before any has. */
export function codeCells(state: RunState): Map<number, CellResult> {
  const turns = new Map<number, CellResult>();
  for (const [position, cell] of state.cells.entries()) {
    if (cell.kind !== 'code' || cell.source.trim() === '') continue;
    const heading = cellDescription(cell.source) ?? cellHeading(state.cells, position);
    turns.set(position, { id: cell.id, index: turns.size + 1, heading, status: 'pending', durationMs: 0 });
  }
  return turns;
}
