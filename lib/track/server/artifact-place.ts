import { realpathSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { OctavoError } from '../../errors/index.ts';
import { localFolder } from '../run-description.ts';
import { artifactFolder } from '../store/artifacts.ts';
import type { TrackingStore } from '../store/tracking-store.ts';

/**
 * The folder of a run's artifacts as the server reads it. A store may come from anywhere, and what it names is read only
 * when it is a folder of artifacts by its form, `<run id>/artifacts`: so Octavo and MLflow make all of them, wherever the
 * experiment keeps them, and nothing else on a machine is called so. Links count as what they lead to. Throws
 * `track-artifact-outside`, `track-artifact-remote`, `track-run-unknown`.
 */
export function servedFolder(store: TrackingStore, runId: string): string {
  const folder = artifactFolder(store, runId);
  const real = realFolder(folder);
  if (real === undefined || (basename(real) === 'artifacts' && isRunFolder(dirname(real), runId))) {
    return real ?? folder;
  }
  throw new OctavoError(
    'track-artifact-outside',
    `The store says that the artifacts of run ${runId} lie in ${folder}`,
    {
      hint: `octavo server reads only folders called ${runId}/artifacts`,
    },
  );
}

/** The same, undefined where there is nothing that the server reads. */
export function servedFolderIfAny(store: TrackingStore, runId: string): string | undefined {
  try {
    return localFolder(store, runId) === undefined ? undefined : servedFolder(store, runId);
  } catch {
    return undefined;
  }
}

function isRunFolder(path: string, runId: string): boolean {
  return /^[0-9a-f]{32}$/i.test(runId) && basename(path) === runId;
}

/** Undefined when it is not there (yet). */
function realFolder(folder: string): string | undefined {
  try {
    return realpathSync(folder);
  } catch {
    return undefined;
  }
}
