import type { Host } from '../../host/index.ts';
import type { Notebook } from '../../notebook/index.ts';
import type { RunOptions } from '../run-options.ts';
import { refuseOtherFile } from '../storage/other-file.ts';
import { refuseOtherNotebook } from '../storage/other-notebook.ts';
import { chooseOutput } from '../storage/output-path.ts';
import { createTarget, type OutputTarget } from '../storage/output-target.ts';
import type { Storages } from '../storage/storages.ts';
import { isSamePlace, type RunInput } from './read-input.ts';

/**
 * Chooses where the executed notebook goes and checks that it can be written there. Throws what `chooseOutput` does, and
 * `run-output-other` where papermill's rules do not hold.
 */
export async function openTarget(
  input: string | Notebook,
  read: RunInput,
  options: RunOptions & { warn: (message: string) => void },
  storages: Storages,
  host: Host,
): Promise<OutputTarget> {
  const { signal, warn } = options;
  const place = await chooseOutput(read.shown, options.output ?? undefined, storages, host);
  const storage = storages.find(place);
  const isInput = typeof input === 'string' && storage.stamp && (await isSamePlace(input, place, storages, host));
  if (storage.isFile && options.rules !== 'papermill' && !isInput) {
    refuseOtherFile(place, host);
    refuseOtherNotebook(place, read.source, host);
  }
  return createTarget({ place, storage, known: isInput ? read.known : undefined, signal, warn }, host);
}
