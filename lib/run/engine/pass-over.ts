import type { Host } from '../../host/index.ts';
import type { Cell, Notebook } from '../../notebook/index.ts';
import { finishedCell, isSkipped, skippedCell } from '../metadata.ts';
import type { CellResult } from '../observer.ts';
import type { LeftOut } from '../select.ts';
import type { CellsOptions } from './cells-options.ts';
import type { RunState } from './run-state.ts';

/** A cell that is not run: markdown, empty, or skipped. */
export function passOver(state: RunState, position: number, leftOut: LeftOut, host: Host): void {
  const cell = state.cells[position] as Cell;
  const now = host.clock.now();
  const skipped = leftOut.positions.has(position) || (cell.kind === 'code' && isSkipped(cell));
  state.setCell(
    position,
    skipped ? skippedCell(cell) : finishedCell(cell, { startedAt: now, endedAt: now, failed: false }),
  );
}

export async function tellSkipped(result: CellResult, total: number, { tell }: CellsOptions): Promise<void> {
  result.status = 'skipped';
  await tell({ type: 'cell-finished', index: result.index, total, id: result.id, status: 'skipped', durationMs: 0 });
}

/**
 * A notebook that is about to run, with the outputs of an earlier run in the cells before the one where this run begins:
 * whoever resumes a run has not lost what led there. Their counts are gone, for they did not run now.
 */
export function withEarlierOutputs(opening: Notebook, before: Notebook, { positions, resumedAt }: LeftOut): Notebook {
  const cells = opening.cells.map((cell, position) =>
    positions.has(position) && position < resumedAt
      ? { ...skippedCell(cell), outputs: before.cells[position]?.outputs ?? [] }
      : cell,
  );
  return positions.size === 0 ? opening : { ...opening, cells };
}
