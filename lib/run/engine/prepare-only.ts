import { type Host, octavoVersion } from '../../host/index.ts';
import { type Cell, cellTags, isJsonObject, type JsonObject, type Notebook } from '../../notebook/index.ts';
import type { RunResult } from '../observer.ts';
import { plainValue } from '../parameter-values.ts';
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
  const old = isJsonObject(notebook.metadata.papermill) ? notebook.metadata.papermill : {};
  const papermill: JsonObject = {
    ...{ default_parameters: {}, environment_variables: {}, parameters: {}, version: '2.7.0' },
    ...old,
    ...(parameters ? { parameters: plainValue(parameters) } : {}),
    input_path: input,
    output_path: output ?? null,
  };
  const octavo: JsonObject = { status: 'prepared', version: octavoVersion(), kernel: spec.name };
  const isNew = (cell: Cell) => parameters !== undefined && cellTags(cell).includes('injected-parameters');
  const cells = notebook.cells.map((cell) => (isNew(cell) ? cell : withPapermillKeys(cell)));
  return { ...notebook, cells, metadata: { ...notebook.metadata, papermill, octavo } };
}

function withPapermillKeys(cell: Cell): Cell {
  const { octavo: _, ...metadata } = cell.metadata; // it told of an earlier run
  return { ...cell, metadata: { papermill: {}, ...metadata, tags: cellTags(cell) } };
}
