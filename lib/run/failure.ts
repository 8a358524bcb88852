// Generated from notebooks/40_run/23_failure.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 40140003 40140005 40140008 40140009 4014000c 4014000f

// %% notebooks/40_run/23_failure.ipynb#40140003 ee2b374b
import { stripVTControlCharacters } from 'node:util';
import { formatWhere } from '../errors/index.ts';
import { type Notebook, type Output, writtenLine } from '../notebook/index.ts';
import type { RunFailure } from './observer.ts';

// %% notebooks/40_run/23_failure.ipynb#40140005 b678232f
/** The line of a cell that a traceback names first; undefined when it names none. */
export function lineInCell(traceback: string[], cell: { id: string; index: number }): number | undefined {
  const text = stripVTControlCharacters(traceback.join('\n'));
  const id = cell.id.replace(/[^\w-]/g, '.');
  const found =
    new RegExp(`cell ${id}(?: \\[\\d+\\])? line (\\d+)`).exec(text) ??
    new RegExp(`In ?\\[${cell.index}\\](?:, line |, in <cell line: |:)(\\d+)`).exec(text);
  return found ? Number(found[1]) : undefined;
}

// %% notebooks/40_run/23_failure.ipynb#40140008 841e8c65
/** The failure of a cell from its outputs and the kernel's reply. */
export function describeFailure(
  outputs: Output[],
  reply: { ename?: string | undefined; evalue?: string | undefined; traceback?: string[] | undefined },
  cell: { id: string; index: number },
): RunFailure {
  const error = outputs.findLast((output) => output.output_type === 'error');
  const told = error ?? { ename: reply.ename, evalue: reply.evalue, traceback: reply.traceback };
  const traceback = told.traceback?.length ? told.traceback : (reply.traceback ?? []);
  const place = { ...cell, line: lineInCell(traceback, cell) };
  if (told.ename || told.evalue)
    return { ename: told.ename || 'Error', evalue: told.evalue ?? '', traceback, cell: place };
  return { ...printedError(outputs), cell: place };
}

// %% notebooks/40_run/23_failure.ipynb#40140009 798cd832
/** An error that was only printed to stderr. @internal */
export function printedError(outputs: Output[]): { ename: string; evalue: string; traceback: string[] } {
  const printed = outputs.findLast((output) => output.output_type === 'stream' && output.name === 'stderr');
  const text = printed && 'text' in printed ? stripVTControlCharacters([printed.text].flat().join('')).trim() : '';
  const lines = text === '' ? [] : text.split('\n');
  const named = lines.map((line) => /^(?:Uncaught )?(\w*(?:Error|Exception)): (.*)$/.exec(line)).find((found) => found);
  return {
    ename: named?.[1] ?? 'Error',
    evalue: named?.[2] ?? lines.at(-1) ?? 'the kernel gave no reason',
    traceback: lines,
  };
}

// %% notebooks/40_run/23_failure.ipynb#4014000c e03bf177
/** One line for people: `train.ipynb cell b2c4d6e8 [3] line 2: TypeError: x is not a function`. */
export function formatFailure(failure: RunFailure, notebook: string): string {
  const { cell, ename, evalue } = failure;
  const place = formatWhere({ notebook, ...(cell && { ...cell, cell: cell.id }) });
  const reason = stripVTControlCharacters(evalue === '' ? ename : `${ename}: ${evalue}`).split('\n');
  return `${place}: ${reason[0]}${reason.length > 1 ? ' …' : ''}`;
}

// %% notebooks/40_run/23_failure.ipynb#4014000f 7a6b5a7b
/** A failure with the line of the file that the notebook was read from; the same failure when that is not known. @internal */
export function withFileLine(failure: RunFailure, notebook: Notebook): RunFailure {
  const { cell } = failure;
  const fileLine = cell && writtenLine(notebook, cell.id, cell.line);
  return cell && fileLine !== undefined ? { ...failure, cell: { ...cell, fileLine } } : failure;
}
