import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { type Cell, parseNotebook } from '../../lib/notebook/index.ts';
import { isJsonObject, type JsonObject } from '../../lib/notebook/json/index.ts';
import { type Ending, mlflowStatusOf } from '../../lib/run/index.ts';
import { openStore, readRun } from '../../lib/track/index.ts';

/** A run that has ended in some way, and what is to be true of it. */
export interface EndedRun {
  folder: string; // of the workplace
  output: string; // relative to it
  mark: string; // in the environment of all its processes
  word: Ending;
  exitCode: number | null; // of the command, and in the notebook; null: the runner was killed
  isTracked: boolean;
  project?: string; // folder with the store, when it is not `folder`
  commandCode?: number; // of the command, where it is not the notebook's: its output could not be written
}

/** The environment of a run whose processes can be found again, wherever they have gone. */
export function markedEnvironment(isTracked = true): { env: Record<string, string>; mark: string } {
  const mark = randomUUID();
  return { env: { OCTAVO_TEST_MARK: mark, OCTAVO_TRACK: isTracked ? 'local' : 'off' }, mark };
}

/** The processes that have a mark in their environment. */
export function markedProcesses(mark: string): number[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      return readFileSync(`/proc/${name}/environ`, 'latin1').includes(mark) ? [Number(name)] : [];
    } catch {
      return []; // it ended while we looked, or is another user's
    }
  });
}

/** Waits until no process with the mark is left; fails after a generous time. */
export async function allGone(mark: string, withinMs = 60_000): Promise<void> {
  const start = performance.now();
  for (let left = markedProcesses(mark); left.length > 0; left = markedProcesses(mark)) {
    const names = () => left.map(commandOf);
    if (performance.now() - start > withinMs) throw new Error(`still running: ${names().join('\n')}`);
    await sleep(50);
  }
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return `${pid}, which has just ended`;
  }
}

/** Everything that is to be true after a run, whatever ended it. Returns the code cells of the executed notebook. */
export async function checkEnded(run: EndedRun): Promise<Cell[]> {
  await allGone(run.mark);
  const path = join(run.folder, run.output);
  const notebook = parseNotebook(readFileSync(path, 'utf8'), { path: run.output });
  const octavo = notebook.metadata.octavo as JsonObject;
  const papermill = notebook.metadata.papermill as JsonObject;
  expect(octavo.status, run.output).toBe(run.word);
  if (run.exitCode !== null) expect(octavo.exit_code).toBe(run.exitCode);
  const isWell = run.word === 'completed' || (run.word === 'exited' && octavo.exit_code === 0);
  expect(papermill.exception, run.word).toBe(isWell ? null : true);
  const cells = notebook.cells.filter((cell) => cell.kind === 'code');
  checkTimes(papermill, cells);
  checkOrder(cells, isWell);
  checkFolder(path);
  if (run.isTracked) checkStore(run.project ?? run.folder, octavo, run.commandCode);
  return cells;
}

function checkTimes(papermill: JsonObject, cells: Cell[]): void {
  const [start, end] = [papermill.start_time, papermill.end_time].map((time) => Date.parse(String(time)));
  expect(papermill.duration).toBeGreaterThanOrEqual(0);
  let last = start as number;
  for (const { metadata } of cells) {
    const { status, start_time, end_time, duration } = metadata.papermill as JsonObject;
    if (status === 'pending') {
      expect([start_time, end_time, duration]).toEqual([null, null, null]);
      continue;
    }
    const [from, to] = [Date.parse(String(start_time)), Date.parse(String(end_time))] as [number, number];
    expect(duration).toBeGreaterThanOrEqual(0);
    expect(from).toBeGreaterThanOrEqual(last);
    expect(to).toBeGreaterThanOrEqual(from);
    last = to;
  }
  expect(end).toBeGreaterThanOrEqual(last);
}

/** Completed cells, then at most one that failed, then those that never began and have nothing. */
function checkOrder(cells: Cell[], isWell: boolean): void {
  const words = cells.map((cell) => (cell.metadata.papermill as JsonObject).status);
  expect(words.join(' ')).toMatch(/^(completed ?)*(failed ?)?(pending ?)*$/);
  if (isWell) expect(words).not.toContain('failed');
  for (const cell of cells) {
    const { status } = cell.metadata.papermill as JsonObject;
    const errors = cell.outputs.filter((output) => output.output_type === 'error');
    const names = errors.map((error) => error.ename).filter((name) => name !== 'SystemExit'); // process.exit(0) is well
    if (status === 'failed') expect(errors, cell.source).not.toHaveLength(0);
    else expect(names, cell.source).toEqual([]);
    if (status === 'pending') expect([cell.outputs, cell.executionCount]).toEqual([[], null]);
  }
}

/** Nothing half-written and no journal lies beside it. */
function checkFolder(path: string): void {
  const name = path.slice(dirname(path).length + 1);
  expect(readdirSync(dirname(path)).filter((other) => other.startsWith(`.${name}`))).toEqual([]);
}

function checkStore(folder: string, octavo: JsonObject, commandCode: number | undefined): void {
  const store = openStore(join(folder, 'local_data', 'octavo.db'), { create: false });
  try {
    const run = readRun(store, String(octavo.run_id));
    const code = typeof octavo.exit_code === 'number' ? octavo.exit_code : undefined;
    expect([run.status, run.ending]).toEqual([mlflowStatusOf(octavo.status as Ending, code), octavo.status]);
    const shown = commandCode ?? code;
    expect(run.tags['octavo.exit_code']).toBe(shown === undefined ? undefined : String(shown));
    expect(run.durationMs).toBeGreaterThanOrEqual(0);
  } finally {
    store.close();
  }
}

/** What a cell printed. */
export function printed(cell: Cell | undefined): string {
  if (cell?.kind !== 'code') return '';
  const texts = cell.outputs.flatMap((output) => (output.output_type === 'stream' ? [output.text] : []));
  return texts.flat().join('');
}

/** Whether a notebook says that its run goes on; also when it cannot be read just now. */
export function saysRunning(path: string): boolean {
  if (!existsSync(path) || !statSync(path).isFile()) return false;
  const { octavo } = parseNotebook(readFileSync(path, 'utf8')).metadata;
  return isJsonObject(octavo) && octavo.status === 'running';
}
