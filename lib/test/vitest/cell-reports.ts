import { writeSync } from 'node:fs';
import { Writable } from 'node:stream';

// Vitest tells of a test only when its worker has time to, which one in an endless loop never has. So a worker writes a
// line on its standard error before each cell, at once, and the process that waits for it can tell where it hangs or died.

/** What a worker says before and after a cell. */
export interface CellReport {
  pid: number;
  file: string; // absolute path of the notebook
  cell?: string | undefined; // undefined: no cell runs
}

const mark = '\u0001octavo ';

/** Writes a report on the standard error of this process. */
export function writeCellReport(report: CellReport): void {
  try {
    writeSync(2, `\n${mark}${JSON.stringify(report)}\n`);
  } catch {} // a pipe that is full or gone: the report is a help, no more
}

/** A stream that takes the standard errors of workers, hands their reports over, and drops the rest. */
export function readCellReports(onReport: (report: CellReport) => void): Writable {
  let rest = '';
  return new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      const lines = (rest + chunk.toString()).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const report = line.startsWith(mark) ? parseReport(line.slice(mark.length)) : undefined;
        if (report) onReport(report);
      }
      done();
    },
  });
}

function parseReport(text: string): CellReport | undefined {
  try {
    return JSON.parse(text) as CellReport;
  } catch {
    return undefined; // lines of two workers that ran into each other
  }
}
