import { lstatSync, readdirSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// Where an executed notebook is kept when neither its output nor the project has room. The record of the run lies on the
// same full disk as a rule and can say nothing of it; so the folder is found by the id of the run.

/** Makes the folder in which a run keeps its notebook; its path. */
export async function makeKeptFolder(runId: string | undefined): Promise<string> {
  return await mkdtemp(join(tmpdir(), `octavo-kept-${runId === undefined ? '' : `${runId}-`}`));
}

/** The notebook that a run has kept so; undefined when there is none. Folders of other users are not looked into. */
export function findKeptNotebook(runId: string): string | undefined {
  if (!/^[0-9a-f]{32}$/.test(runId)) return undefined;
  try {
    for (const name of readdirSync(tmpdir()).filter((one) => one.startsWith(`octavo-kept-${runId}-`))) {
      const folder = join(tmpdir(), name);
      const found = lstatSync(folder);
      if (!found.isDirectory() || (process.getuid && found.uid !== process.getuid())) continue;
      const file = readdirSync(folder).find((one) => one.endsWith('.ipynb') && !one.startsWith('.'));
      if (file !== undefined && lstatSync(join(folder, file)).isFile()) return join(folder, file);
    }
  } catch {
    // A folder for temporary files that cannot be listed keeps what it has.
  }
  return undefined;
}
