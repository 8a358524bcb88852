import type { Cell } from '../../notebook/index.ts';
import type { CellResult, RunOutput } from '../observer.ts';

/** All outputs of the cells that ran, in the order of the notebook; `results` has one entry for each cell with something to run. */
export function runOutputs(cells: readonly Cell[], results: readonly CellResult[]): RunOutput[] {
  const code = cells.filter((cell) => cell.kind === 'code' && cell.source.trim() !== '');
  return results.flatMap(({ id, index, status }, at) => {
    const hasRun = status === 'completed' || status === 'failed';
    return hasRun ? (code[at]?.outputs ?? []).map((output) => ({ cell: id, index, output })) : [];
  });
}
