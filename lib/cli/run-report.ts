import { isOctavoError } from '../errors/index.ts';
import { formatFailure } from '../run/failure.ts';
import type { RunResult } from '../run/observer.ts';
import { placeTitle } from '../run/places.ts';
import type { Io } from './command.ts';

/** Says on stderr what a person wants to know at the end: the cell, the line and the reason, then where the notebook is. */
export function reportRun(result: RunResult, keptByDefault: boolean, io: Io): void {
  const { error, writeError, output } = result;
  if (result.resumed) io.err(`${output} has completed with the same code, parameters and inputs: nothing ran\n`);
  if (error) io.err(`octavo: ${error.cause ? error.cause.message : formatFailure(error, placeTitle(result.input))}\n`);
  const hint = isOctavoError(error?.cause) ? error.cause.hint : undefined;
  if (hint) io.err(`  try: ${hint}\n`);
  if (writeError && writeError !== error?.cause) {
    const what = output ? 'is not where it was to go' : 'is lost';
    io.err(`octavo: the executed notebook ${what}: ${writeError.message}\n`);
    if (isOctavoError(writeError) && writeError.hint) io.err(`  try: ${writeError.hint}\n`);
  }
  if (output && output !== '-' && (keptByDefault || result.exitCode !== 0)) io.err(`executed notebook: ${output}\n`);
}

/** The machine-readable summary of a run. */
export function runSummary(result: RunResult): object {
  const { status, exitCode, input, output, runId, durationMs, parameters, cells, error, writeError, leftRunning } =
    result;
  const failure = error && { ename: error.ename, evalue: error.evalue, traceback: error.traceback, cell: error.cell };
  return {
    status,
    exitCode,
    input,
    output: output ?? null,
    runId: runId ?? null,
    durationMs: Math.round(durationMs),
    parameters,
    cells: cells.map((cell) => ({ ...cell, durationMs: Math.round(cell.durationMs) })),
    error: failure ?? null,
    leftRunning: leftRunning ?? null,
    writeError: writeError?.message ?? null,
  };
}
