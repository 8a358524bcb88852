import { mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// Vitest tells of a test only when its worker has time to, which one in an endless loop never has. So a worker writes
// into a file of its own what cell it begins, and the process that waits for it can see where it hangs or died.

/** What a worker says before a cell, and without a cell when its notebook has ended. */
export interface CellReport {
  pid: number;
  file: string; // absolute path of the notebook
  cell?: string | undefined;
  sinceMs: number; // epoch
}

/** Names the folder of the reports to workers. */
export const reportsVariable = 'OCTAVO_TEST_CELLS';

const longest = 4096; // bytes; each report covers the one before it

const { now } = Date; // a cell may have a clock of its own
const { pid } = process;
let descriptor: number | undefined;

/** Writes a report; does nothing in a process that nobody watches. */
export function writeCellReport(file: string, cell?: string): void {
  const folder = process.env[reportsVariable];
  if (descriptor === undefined && folder === undefined) return;
  descriptor ??= openSync(join(folder as string, String(pid)), 'w'); // once for all notebooks of a worker
  writeSync(descriptor, JSON.stringify({ pid, file, cell, sinceMs: now() }).padEnd(longest), 0);
}

/** A folder for reports, and what they say now. */
export function makeReportsFolder(): { folder: string; read: () => CellReport[]; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'octavo-cells-'));
  return {
    folder,
    read: () => readdirSync(folder).flatMap((name) => readReport(join(folder, name)) ?? []),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function readReport(path: string): CellReport | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as CellReport;
  } catch {
    return undefined; // empty still, or just being written
  }
}
