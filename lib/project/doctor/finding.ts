import type { Host, Project } from '../../host/index.ts';
import type { ExportResult } from '../../library/export-project.ts';
import type { Manifest } from '../manifest/read-manifest.ts';

/** One thing that is not as it should be. */
export interface Finding {
  code: string; // stays the same from version to version, as `lock-behind`
  level: 'broken' | 'warning' | 'note'; // what is broken makes the exit code 1
  sentence: string;
  command?: string | undefined; // typed in the project's folder, it mends the finding
  hint?: string | undefined; // what to do where no command can know it
}

/** What the checks look at. */
export interface Examined {
  project: Project;
  manifest: Manifest;
  host: Host;
  exported: () => Promise<ExportResult>; // what an export would do, worked out once; throws as `exportProject` does
}

/** A check: its findings, none when all is well. */
export type Check = (examined: Examined) => Promise<Finding[]>;

/** Reads a JSON object; undefined when there is none, or something else. */
export async function readJson(path: string, host: Host): Promise<Record<string, unknown> | undefined> {
  try {
    const value: unknown = JSON.parse(await host.files.readText(path));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether there is anything at a path. */
export async function exists(path: string, host: Host): Promise<boolean> {
  return (await host.files.kind(path)) !== undefined;
}
