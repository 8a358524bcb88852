import { stripVTControlCharacters } from 'node:util';
import { isOctavoError } from '../errors/index.ts';
import { isJsonObject } from '../notebook/json/index.ts';
import { formatFailure } from '../run/failure.ts';
import type { RunFailure, RunResult } from '../run/observer.ts';
import { placeTitle } from '../run/places.ts';
import type { Io } from './command.ts';

/** Says on stderr what a person wants to know at the end: the cell, the line and the reason, then where the notebook is. */
export function reportRun(result: RunResult, keptByDefault: boolean, io: Io): void {
  const { error, writeError, output } = result;
  if (result.resumed) io.err(`${output} has completed with the same code, parameters and inputs: nothing ran\n`);
  if (error) io.err(`octavo: ${error.cause ? error.cause.message : formatFailure(error, placeTitle(result.input))}\n`);
  if (error && !error.cause) io.err(tracebackText(error, io));
  const hint = isOctavoError(error?.cause) ? error.cause.hint : undefined;
  if (hint) io.err(`  try: ${hint}\n`);
  if (writeError && writeError !== error?.cause) {
    const what = output ? 'is not where it was to go' : 'is lost';
    io.err(`octavo: the executed notebook ${what}: ${writeError.message}\n`);
    if (isOctavoError(writeError) && writeError.hint) io.err(`  try: ${writeError.hint}\n`);
  }
  if (output && output !== '-' && (keptByDefault || result.exitCode !== 0)) io.err(`executed notebook: ${output}\n`);
}

const mostLines = 60;

/** The kernel's traceback without its first line, which says the same as the line above it. */
function tracebackText({ ename, evalue, traceback }: RunFailure, io: Io): string {
  const lines = traceback.join('\n').split('\n');
  const first = stripVTControlCharacters(lines[0] ?? '');
  const rest = first.startsWith(`${ename}: ${evalue.split('\n')[0]}`) ? lines.slice(1) : lines;
  const shown = rest.length > mostLines ? ['  …', ...rest.slice(-mostLines)] : rest;
  const text = shown.map((line) => `${line}\n`).join('');
  return io.isTerminal ? text : stripVTControlCharacters(text);
}

/** The machine-readable summary of a run. */
export function runSummary(result: RunResult): object {
  const { status, exitCode, input, output, runId, durationMs, parameters, cells, error, writeError, leftRunning } =
    result;
  const failure = error && { ename: error.ename, evalue: error.evalue, traceback: error.traceback, cell: error.cell };
  const { octavo } = result.notebook.metadata;
  const isPrepared = isJsonObject(octavo) && octavo.status === 'prepared';
  return {
    status: isPrepared ? 'prepared' : status, // nothing has run
    exitCode,
    resumed: result.resumed ?? false,
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
