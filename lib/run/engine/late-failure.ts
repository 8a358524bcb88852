import type { Cell } from '../../notebook/index.ts';
import { describeFailure } from '../failure.ts';
import { type CellEnd, finishedCell } from '../metadata.ts';
import type { CellResult } from '../observer.ts';
import type { RunEnd } from './end-of-cell.ts';
import type { RunState } from './run-state.ts';

/** The first error that came from a cell when that had ended well: a timer that threw, a rejection that nothing awaited. */
export interface LateFailures {
  /** Watches a cell that has completed. */
  watch: (cell: CompletedCell) => void;
  /** To be called for each error that a cell publishes, whenever that is. */
  note: (position: number) => void;
  /** Takes back what was noted of a cell that runs once more. */
  forget: (position: number) => void;
  /** How the run ends by it; undefined when there was none. The cell is marked as failed. */
  end: () => RunEnd | undefined;
}

export interface CompletedCell {
  position: number;
  result: CellResult;
  label: number; // [n]
  finished: CellEnd;
}

export function createLateFailures(state: RunState): LateFailures {
  const completed = new Map<number, CompletedCell>();
  let failed: number[] = []; // positions, in the order of their errors
  return {
    watch: (cell) => completed.set(cell.position, cell),
    note: (position) => failed.push(position),
    forget: (position) => {
      failed = failed.filter((one) => one !== position);
    },
    end: () => {
      const cell = failed.map((position) => completed.get(position)).find((one) => one !== undefined);
      return cell && endOf(cell, state);
    },
  };
}

function endOf({ position, result, label, finished }: CompletedCell, state: RunState): RunEnd {
  state.setCell(position, finishedCell(state.cells[position] as Cell, { ...finished, failed: true, word: 'failed' }));
  result.status = 'failed';
  const errors = state
    .outputsOf(position)
    .outputs()
    .filter(({ output_type }) => output_type === 'error');
  const error = describeFailure(errors.slice(0, 1), {}, { id: result.id, index: label });
  return { ending: 'failed', code: 0, failedCell: result.id, error };
}
