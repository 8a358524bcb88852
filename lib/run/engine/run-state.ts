import type { Cell, Notebook } from '../../notebook/index.ts';
import { formatCellLine, formatMessageLine } from '../journal.ts';
import { type CellOutputs, createOutputCollector } from '../outputs.ts';
import { createOverflowFile, overflowPath } from '../storage/overflow-file.ts';

/** The notebook while it runs. The only mutable thing of a run; a snapshot of it is plain data. */
export interface RunState {
  readonly cells: readonly Cell[];
  setCell: (position: number, cell: Cell) => void;
  outputsOf: (position: number) => CellOutputs; // made when first asked for
  snapshot: () => Notebook;
  restate: () => Iterable<string>; // the lines of a journal that tell all of it
  close: () => void; // closes the files beside the notebook
}

export interface RunStateOptions {
  output: string | undefined;
  keptStreamBytes: number | undefined;
  record?: ((line: string | undefined) => void) | undefined; // takes each change as a line of a journal
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
      options.record?.(formatCellLine(position, cell));
    },
    outputsOf: (position) => {
      const known = collected.get(position);
      if (known) return known;
      const made = collector.cell((cells[position] as Cell).id);
      const accept: CellOutputs['accept'] = (message) => {
        made.accept(message);
        options.record?.(formatMessageLine(position, message));
      };
      collected.set(position, { ...made, accept });
      return { ...made, accept };
    },
    restate: function* () {
      for (const [position, cell] of cells.entries()) yield formatCellLine(position, cell);
      for (const [position, outputs] of collected) {
        for (const message of outputs.messages()) yield formatMessageLine(position, message) as string;
      }
    },
    snapshot: () => ({ ...notebook, cells: cells.map(withOutputs) }),
    close: () => {
      for (const file of files) file.close();
    },
  };
}
