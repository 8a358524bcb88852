import { relative } from 'node:path';
import { findExportedCell } from '../../kernel/evaluator/errors/exported-cells.ts';
import type { FailurePlace } from '../results.ts';

/** An error as vitest brings it from a worker. */
export interface ReportedError {
  name?: string | undefined;
  message: string;
  stacks?: { method: string; file: string; line: number; column: number }[] | undefined; // mapped to sources
  cause?: unknown;
  hint?: unknown; // of an OctavoError
}

interface Surroundings {
  root: string;
  where: FailurePlace;
  source?: string | undefined; // of the cell
  output?: string | undefined; // what the cell printed last
}

const mostFrames = 12;
const own =
  /[/\\](?:lib|dist)[/\\](?:test[/\\]vitest|kernel[/\\]evaluator)[/\\]|[/\\]node_modules[/\\](?:vitest|vite|@vitest)[/\\]|^node:/;

/** What a reader looks for: the line, the way to it, what caused it, and what the cell printed before. */
export function tracebackOf(error: ReportedError, { root, where, source, output }: Surroundings): string[] {
  return [
    ...excerpt(source, where.line),
    ...framesOf(error, root),
    ...(typeof error.hint === 'string' ? [`hint: ${error.hint}`] : []),
    ...causes(error.cause, root),
    ...(output ? ['printed:', ...output.split('\n').map((line) => `  ${line}`)] : []),
  ];
}

function excerpt(source: string | undefined, line: number | undefined): string[] {
  if (source === undefined || line === undefined) return [];
  const lines = source.split('\n');
  const width = String(line).length;
  return [line - 1, line].flatMap((number) => {
    const text = lines[number - 1];
    return text === undefined ? [] : [`${number === line ? '>' : ' '} ${String(number).padStart(width)} | ${text}`];
  });
}

function framesOf({ stacks = [] }: ReportedError, root: string): string[] {
  const frames = stacks.filter(({ file }) => !own.test(file));
  const shown = frames.slice(0, mostFrames).map(({ method, file, line, column }) => {
    const near = relative(root, file);
    const path = near.startsWith('..') ? file : near;
    const exported = findExportedCell(file, line);
    const cell = exported ? `, ${exported.notebook} cell ${exported.cell}` : '';
    const inCell = exported?.line === undefined ? '' : ` line ${exported.line}`;
    return `    at ${method ? `${method} ` : ''}(${path}:${line}:${column}${cell}${inCell})`;
  });
  return frames.length > mostFrames ? [...shown, `    … ${frames.length - mostFrames} more`] : shown;
}

function causes(cause: unknown, root: string, depth = 0): string[] {
  if (typeof cause !== 'object' || cause === null || depth > 4) return [];
  const error = cause as ReportedError;
  if (typeof error.message !== 'string') return [];
  return [
    `cause: ${error.name ?? 'Error'}: ${error.message}`,
    ...framesOf(error, root),
    ...causes(error.cause, root, depth + 1),
  ];
}
