import type { Host } from '../../host/index.ts';
import type { Cell } from '../../notebook/index.ts';
import { finishedCell, isSkipped, skippedCell } from '../metadata.ts';
import type { CellResult } from '../observer.ts';
import type { CellsOptions } from './cells-options.ts';
import type { RunState } from './run-state.ts';

/** A cell that is not run: markdown, empty, or skipped. */
export function passOver(state: RunState, position: number, host: Host): void {
  const cell = state.cells[position] as Cell;
  const now = host.clock.now();
  const skipped = cell.kind === 'code' && isSkipped(cell);
  state.setCell(
    position,
    skipped ? skippedCell(cell) : finishedCell(cell, { startedAt: now, endedAt: now, failed: false }),
  );
}

export async function tellSkipped(result: CellResult, total: number, { tell }: CellsOptions): Promise<void> {
  result.status = 'skipped';
  await tell({ type: 'cell-finished', index: result.index, total, id: result.id, status: 'skipped', durationMs: 0 });
}
