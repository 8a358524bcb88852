import { type Host, octavoVersion } from '../../host/index.ts';
import { type Cell, cellTags, type Notebook } from '../../notebook/index.ts';
import { isJsonObject, type JsonObject } from '../../notebook/json/index.ts';
import { unseenMetadata } from '../metadata.ts';
import type { RunResult } from '../observer.ts';
import { plainValue } from '../parameters/parameter-values.ts';
import type { PreparedRun } from './prepare.ts';

/**
 * Writes a notebook with its parameters and runs nothing (source: papermill 2.7 --prepare-only). Outputs, times and cell
 * statuses of an earlier run stay, as papermill leaves them; `metadata.octavo` says that this notebook has not run.
 */
export async function writePrepared(prepared: PreparedRun, host: Host): Promise<Omit<RunResult, 'parameters'>> {
  const startMs = host.clock.monotonicMs();
  const notebook = preparedNotebook(prepared);
  await prepared.target?.write(notebook);
  return {
    status: 'completed',
    exitCode: 0,
    input: prepared.input,
    output: prepared.target?.shown(),
    notebook,
    cells: [],
    outputs: [],
    durationMs: host.clock.monotonicMs() - startMs,
  };
}

function preparedNotebook({ notebook, input, output, parameters, spec }: PreparedRun): Notebook {
  const { papermill: old, orig_nbformat: _, orig_nbformat_minor: __, signature: ___, ...rest } = notebook.metadata;
  const papermill: JsonObject = {
    ...(isJsonObject(old) ? old : unseenMetadata),
    ...(parameters ? { parameters: plainValue(parameters) } : {}),
    input_path: input,
    output_path: output ?? null,
  };
  const octavo: JsonObject = { status: 'prepared', version: octavoVersion(), kernel: spec.name };
  const isNew = (cell: Cell) => parameters !== undefined && cellTags(cell).includes('injected-parameters');
  const cells = notebook.cells.map((cell) => (isNew(cell) ? cell : withPapermillKeys(cell)));
  return { ...notebook, cells, metadata: { ...rest, papermill, octavo } };
}

/** What papermill gives to each cell that it reads; what told of an earlier run of Octavo goes. */
function withPapermillKeys(cell: Cell): Cell {
  const { octavo: _, trusted: __, ...metadata } = cell.metadata;
  return { ...cell, metadata: { papermill: {}, ...metadata, tags: cellTags(cell) } };
}
