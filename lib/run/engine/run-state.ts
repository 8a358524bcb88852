import type { Cell, Notebook } from '../../notebook/index.ts';
import { type CellOutputs, createOutputCollector } from '../outputs.ts';
import { createOverflowFile, overflowPath } from '../storage/overflow-file.ts';

/** The notebook while it runs. The only mutable thing of a run; a snapshot of it is plain data. */
export interface RunState {
  readonly cells: readonly Cell[];
  setCell: (position: number, cell: Cell) => void;
  outputsOf: (position: number) => CellOutputs; // made when first asked for
  snapshot: () => Notebook;
  close: () => void; // closes the files beside the notebook
}

export interface RunStateOptions {
  output: string | undefined;
  keptStreamBytes: number | undefined;
  warn: (message: string) => void;
}

export function createRunState(notebook: Notebook, options: RunStateOptions): RunState {
  const cells = [...notebook.cells];
  const collected = new Map<number, CellOutputs>();
  const files: { close: () => void }[] = [];
  const { output } = options;
  const collector = createOutputCollector({
    keptStreamBytes: options.keptStreamBytes,
    overflow:
      output === undefined
        ? undefined
        : (cellId, stream) => {
            const file = createOverflowFile(overflowPath(output, cellId, stream), options.warn);
            files.push(file);
            return file;
          },
  });
  const withOutputs = (cell: Cell, position: number): Cell => {
    const outputs = collected.get(position);
    return outputs ? { ...cell, outputs: outputs.outputs() } : cell;
  };
  return {
    cells,
    setCell: (position, cell) => {
      cells[position] = cell;
    },
    outputsOf: (position) => {
      const known = collected.get(position);
      if (known) return known;
      const made = collector.cell((cells[position] as Cell).id);
      collected.set(position, made);
      return made;
    },
    snapshot: () => ({ ...notebook, cells: cells.map(withOutputs) }),
    close: () => {
      for (const file of files) file.close();
    },
  };
}
