import { dirname, relative, resolve } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { type Host, octavoVersion } from '../../host/index.ts';
import { cellHeading, hasTag, type Notebook, parseNotebook } from '../../notebook/index.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../notebook/json/index.ts';
import type { PreparedRun } from '../engine/prepare.ts';
import { runOutputs } from '../engine/run-outputs.ts';
import type { CellResult, RunResult } from '../observer.ts';
import { resumeKey } from '../resume-key.ts';
import type { RunOptions } from '../run-options.ts';
import { createStorages } from '../storages.ts';
import { readRunFiles } from './run-files.ts';

/** What a run has to do with an earlier one to the same output. */
export interface Resuming {
  finished: RunResult | undefined; // when `resume` was asked for and there is nothing to run
  key: () => Promise<string | undefined>; // of what this run is made from, as it is when this is called first
}

/** Looks whether a run has been done before. Throws `file-missing` and its like for inputs that were named. */
export async function beginResume(
  prepared: PreparedRun,
  cwd: string,
  options: RunOptions,
  host: Host,
): Promise<Resuming> {
  let made: Promise<string | undefined> | undefined;
  const key = () => {
    made ??= keyOf(prepared, cwd, options, host);
    return made;
  };
  if (prepared.target === undefined) return { finished: undefined, key: async () => undefined };
  if (options.inputs?.length) await key();
  const finished = options.resume ? await finishedRun(prepared, await key(), options, host) : undefined;
  // Where nobody has asked, what cannot be read is no error: the run goes on without a key.
  return {
    finished,
    key: () =>
      turn()
        .then(key, key)
        .catch(() => undefined),
  };
}

async function keyOf(prepared: PreparedRun, cwd: string, options: RunOptions, host: Host): Promise<string> {
  const { input, notebook, spec } = prepared;
  const { inputs = [], env, select } = options;
  return resumeKey({
    notebook,
    kernel: spec.name,
    version: octavoVersion(),
    cwd: relative(dirname(resolve(host.cwd(), input)), cwd),
    files: await (options.files ?? readRunFiles({ input, notebook, spec, inputs }, host)),
    options: { env, select, seed: prepared.choices.seed },
    secrets: prepared.secrets,
  });
}

/** The result of an earlier run, read from its executed notebook, if it was made from the same. */
async function finishedRun(
  prepared: PreparedRun,
  key: string | undefined,
  options: RunOptions,
  host: Host,
): Promise<RunResult | undefined> {
  const { input, output = '', target } = prepared;
  const place = target?.file ?? output;
  try {
    const { bytes } = await (options.storages ?? createStorages()).find(place).read(place, host, options.signal);
    const notebook = parseNotebook(Buffer.from(bytes).toString('utf8'), { path: output });
    const octavo = objectOf(notebook.metadata.octavo);
    if (key === undefined || octavo.resume_key !== key || octavo.exit_code !== 0) return undefined;
    return resultOf(input, output, notebook);
  } catch {
    return undefined; // there is none, or it is damaged: the run makes it anew
  }
}

function resultOf(input: string, output: string, notebook: Notebook): RunResult {
  const octavo = objectOf(notebook.metadata.octavo);
  const papermill = objectOf(notebook.metadata.papermill);
  const cells: CellResult[] = notebook.cells.flatMap((cell, position) => {
    if (cell.kind !== 'code' || cell.source.trim() === '') return [];
    const { duration, status } = objectOf(cell.metadata.papermill);
    const isDone = status === 'completed' && !hasTag(cell, 'skip-execution');
    const heading = cellHeading(notebook.cells, position);
    return [
      { id: cell.id, index: 0, heading, status: isDone ? 'completed' : 'skipped', durationMs: milliseconds(duration) },
    ];
  });
  for (const [at, cell] of cells.entries()) cell.index = at + 1;
  return {
    status: octavo.status === 'exited' ? 'exited' : 'completed',
    exitCode: 0,
    input,
    output,
    notebook,
    parameters: objectOf(papermill.parameters),
    cells,
    outputs: runOutputs(notebook.cells, cells),
    durationMs: milliseconds(papermill.duration),
    runId: typeof octavo.run_id === 'string' ? octavo.run_id : undefined,
    resumed: true,
  };
}

function milliseconds(seconds: JsonValue | undefined): number {
  return typeof seconds === 'number' ? seconds * 1000 : 0;
}

function objectOf(value: JsonValue | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}
