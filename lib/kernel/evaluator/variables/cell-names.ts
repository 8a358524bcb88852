import type { CellCode } from '../../transform/index.ts';
import { withOwnBuiltins } from '../own-builtins.ts';
import type { RunningCell } from '../running-cell.ts';
import { declareNames, type SessionScope, settleNames } from './session-scope.ts';

/** How far a cell's code has come: the number of the last declaration that it noted. -1: nothing of it has run. */
export interface Progress {
  reached: number;
}

const settlings = new WeakMap<RunningCell, () => string[]>();

/** Declares the names of a cell that is about to run. */
export function beginNames(cell: RunningCell, code: CellCode, scope: SessionScope, progress: Progress): void {
  declareNames(scope, code.declared);
  let missing: string[] | undefined;
  settlings.set(cell, () => {
    // Most cells have nothing to settle.
    if (scope.pending.size === 0) missing ??= [];
    missing ??= withOwnBuiltins(() => settleNames(scope, (name) => progress.reached >= (code.steps.get(name) ?? 0)));
    return missing;
  });
}

/**
 * The names that a cell would have declared and did not come to; they are from here on what they were before it. To be
 * called when the cell ends, however it ends: what an abandoned cell declares later counts no more.
 */
export function missingNames(cell: RunningCell): string[] {
  return settlings.get(cell)?.() ?? [];
}

/** For a cell that V8 refused: it came to none of its names. */
export function refuseNames(cell: RunningCell, code: CellCode): void {
  settlings.set(cell, () => [...code.declared.keys()]);
}
