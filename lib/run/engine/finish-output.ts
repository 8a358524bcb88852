import { join } from 'node:path';
import type { Host } from '../../host/index.ts';
import { type Notebook, writeNotebook } from '../../notebook/index.ts';
import type { RunResult } from '../observer.ts';
import { placeName } from '../places.ts';
import { makeKeptFolder } from '../storage/kept-copy.ts';
import { chooseOutput } from '../storage/output-path.ts';
import type { Saver } from '../storage/saver.ts';
import { createStorages } from '../storages.ts';
import type { RunOrder } from './run-order.ts';

/**
 * Writes the executed notebook for the last time. Where that fails it is kept elsewhere, so that no work is lost; then
 * both are told, the reason and the new place.
 */
export async function finishOutput(
  order: RunOrder,
  final: Notebook,
  saver: Saver | undefined,
  openingError: Error | undefined, // nothing has run
  host: Host,
): Promise<Pick<RunResult, 'output' | 'writeError'>> {
  const { target, read } = order.prepared;
  if (openingError) return { output: undefined, writeError: openingError };
  if (!target || !saver) return { output: undefined, writeError: undefined };
  // Whoever pressed Ctrl-C once wants the notebook; whoever presses it again while this is sent does not.
  const impatient = order.killSignal?.aborted ? undefined : order.killSignal;
  target.last(impatient);
  const writeError = (await saver.saveNow()) ?? target.changed();
  const isOwn = target.changed() === undefined && order.input === target.shown();
  if (!isOwn && (await read.isChanged(impatient)))
    order.warn(`${order.input} has changed while it ran; what ran is the notebook as it was at the start`);
  if (!writeError || target.changed()) return { output: target.shown(), writeError };
  return { output: await keepAnyway(order, final, host), writeError };
}

/**
 * Keeps a notebook that could not be written where it was to go: in local_data/runs, and where that has no room either in
 * a folder for temporary files. Returns its path; undefined when this fails too.
 */
async function keepAnyway(
  { input, contribution }: RunOrder,
  notebook: Notebook,
  host: Host,
): Promise<string | undefined> {
  for (const choose of [() => chooseOutput(input, undefined, createStorages(), host), temporaryOutput]) {
    try {
      const path = await choose();
      await writeNotebook(path, notebook, host);
      return path;
    } catch {
      // The next place may have room.
    }
  }
  return undefined;

  async function temporaryOutput(): Promise<string> {
    return join(await makeKeptFolder(contribution.runId), placeName(input));
  }
}
