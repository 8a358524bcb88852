import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { peers } from '../../test/compat/peers.ts';
import type { Contender } from '../measure.ts';

/** What is measured in: a project with the built package, and a result that both sides must come to. */
export interface Workbench {
  folder: string;
  octavo: string; // its launcher
}

/** `octavo run` of the built package. */
export function octavoRun(
  { folder, octavo }: Workbench,
  name: string,
  args: string[],
  readResult: (printed: string) => string,
): Contender {
  const words = [octavo, 'run', ...args, '--no-progress'];
  return { name, command: process.execPath, args: words, cwd: folder, env: peersEnvironment(), readResult };
}

/** papermill, as a person calls it; stock tslab needs a folder where @types/node is. */
export function papermillRun(
  { folder }: Workbench,
  name: string,
  args: string[],
  readResult: (printed: string) => string,
): Contender {
  return { name, command: peersBin('papermill'), args, cwd: folder, env: peersEnvironment(), readResult };
}

/** A Python program, with what it is told. */
export function pythonProgram(
  { folder }: Workbench,
  name: string,
  args: string[],
  readResult: (printed: string) => string,
): Contender {
  return { name, command: peersBin('python'), args, cwd: folder, env: peersEnvironment(), readResult };
}

export function peersBin(name: string): string {
  if (!peers) throw new Error('the peers are not installed: type `node scripts/peers.ts` first');
  return join(peers.bin, name);
}

/** Where stock tslab finds the types of Node. */
export function tslabFolder(): string {
  if (!peers) throw new Error('the peers are not installed: type `node scripts/peers.ts` first');
  return join(peers.tslab, '..', '..');
}

function peersEnvironment(): Record<string, string> {
  return { JUPYTER_PATH: peers?.jupyterPath ?? '' };
}

interface ExecutedNotebook {
  cells: { outputs?: { output_type: string; text?: string | string[]; evalue?: string }[]; metadata: CellMetadata }[];
}

interface CellMetadata {
  papermill?: { start_time?: string; end_time?: string };
}

/** Everything that the cells of an executed notebook printed. Throws when a cell failed. */
export function printedText(path: string): string {
  const outputs = readExecuted(path).cells.flatMap((cell) => cell.outputs ?? []);
  const failure = outputs.find((output) => output.output_type === 'error');
  if (failure) throw new Error(`a cell of ${path} failed: ${failure.evalue}`);
  return outputs.map((output) => [output.text ?? ''].flat().join('')).join('');
}

/** When each cell of an executed notebook began, in milliseconds since the first. */
export function beginningsMs(path: string): number[] {
  const times = readExecuted(path).cells.map((cell) => Date.parse(cell.metadata.papermill?.start_time ?? ''));
  if (times.some(Number.isNaN)) throw new Error(`a cell of ${path} has no start_time`);
  return times.map((time) => time - (times[0] as number));
}

function readExecuted(path: string): ExecutedNotebook {
  return JSON.parse(readFileSync(path, 'utf8')) as ExecutedNotebook;
}
