import { join } from 'node:path';
import { type Host, nodeHost } from '../../host/index.ts';
import type { Repository } from './repository.ts';

/** What `octavo hooks install` sets up, by its parts. */
export const hookParts = ['filter', 'diff', 'merge', 'pre-commit'] as const;

export type HookPart = (typeof hookParts)[number];

/** What was installed for one project of a repository. */
export interface InstalledProject {
  parts: HookPart[];
  attributes: string; // the file with the attributes, relative to the top or (in the git folder) to the common folder
  own: boolean; // in the git folder, not in the worktree
  created: boolean; // there was no such file
  launchers: string[];
  node: string;
}

/** What `octavo hooks install` has done in a repository, so that `octavo hooks remove` can undo it. It lies in the git folder. */
export interface HooksRecord {
  projects: Record<string, InstalledProject>; // by prefix
  hook?: { folder: string; created: boolean; keptAs?: string } | undefined; // the pre-commit hook; keptAs: the user's, moved aside
}

/** The folder of Octavo in the git folder. */
export function octavoFolder(repository: Repository): string {
  return join(repository.commonFolder, 'octavo');
}

/** Reads the record; one without projects when there is none, or none that can be read. */
export async function readRecord(repository: Repository, host: Host = nodeHost): Promise<HooksRecord> {
  try {
    const record = JSON.parse(await host.files.readText(join(octavoFolder(repository), 'installed.json')));
    if (typeof record?.projects === 'object' && record.projects !== null) return record as HooksRecord;
  } catch {
    // not installed
  }
  return { projects: {} };
}

export async function writeRecord(repository: Repository, record: HooksRecord, host: Host = nodeHost): Promise<void> {
  const text = `${JSON.stringify(record, undefined, 2)}\n`;
  await host.files.writeAtomically(join(octavoFolder(repository), 'installed.json'), text);
}
