import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from 'node:fs';
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

/** Writes reports; does nothing in a process that nobody watches. */
export function openCellReports(): { write: (file: string, cell?: string) => void; close: () => void } {
  const folder = process.env[reportsVariable];
  const { pid } = process;
  if (folder === undefined) return { write: () => {}, close: () => {} };
  const descriptor = openSync(join(folder, String(pid)), 'w');
  const now = Date.now.bind(Date);
  return {
    write: (file, cell) => {
      writeSync(descriptor, JSON.stringify({ pid, file, cell, sinceMs: now() }).padEnd(longest), 0);
    },
    close: () => closeSync(descriptor),
  };
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
