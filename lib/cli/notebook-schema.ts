import { nodeHost } from '../host/index.ts';
import { fillPlaces } from '../run/engine/fill-places.ts';
import { readInput } from '../run/engine/read-input.ts';
import { notebookParameters, parametersSchema } from '../run/inspect.ts';
import type { RunOptions } from '../run/run-options.ts';
import { createStorages } from '../run/storages.ts';
import type { Io } from './command.ts';

/** Prints the JSON Schema of a notebook's parameters, as `octavo inspect --json` does. Returns the exit code. */
export async function printSchema(input: string, options: RunOptions, io: Io): Promise<number> {
  const { place } = fillPlaces(input, { ...options, output: undefined }, nodeHost);
  const { source, shown } = await readInput(place, createStorages(), nodeHost);
  io.out(`${JSON.stringify(parametersSchema(notebookParameters(source), { title: shown }), null, 2)}\n`);
  return 0;
}
