// Generated from notebooks/40_run/22_journal.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 40320003 40320005 40320006 40320007 4032000a 4032000b 4032000d 4032000e 40320010 40320011

// %% notebooks/40_run/22_journal.ipynb#40320003 85a8ead8
import { OctavoError } from '../errors/index.ts';
import { type Cell, formatNotebook, type Notebook, parseNotebook } from '../notebook/index.ts';
import { isJsonObject, type JsonObject } from '../notebook/json/index.ts';
import { addErrorMarkers } from './error-markers.ts';
import { pythonTime } from './metadata.ts';
import { type CellOutputs, createOutputCollector, leftOutType, type OutputMessage, type Overflow } from './outputs.ts';

// %% notebooks/40_run/22_journal.ipynb#40320005 5a26e85f
/** The first line of a journal: who writes it, and the notebook before its first cell. */
export interface JournalHead {
  octavo: 'journal';
  version: 1;
  host: string;
  pid: number; // of the runner
  process: string; // its identity, by which a later process with the same id is known
  inode: string; // of the journal itself: one that was copied, or came with a repository, is not followed
  before: string | null; // SHA-256 of the output before the run, when the run writes it at its end only
  keptStreamBytes: number | null; // of each stream of each cell; null: as many as usual
  notebook: string; // the text of its file
}

/** One thing that happened. Cells are named by their position: the ids of a damaged notebook may repeat. */
export type JournalLine =
  | { cell: number; count: number | null; metadata: JsonObject }
  | { cell: number; type: string; content: JsonObject }
  | { end: JsonObject; failedCell: string | null }; // the notebook's metadata when the run has ended

/** Tells whether a line ends the run. */
export type EndLine = Extract<JournalLine, { end: JsonObject }>;

// %% notebooks/40_run/22_journal.ipynb#40320006 a21e2b43
/** The text of the first line, without its line end. */
export function formatJournalHead(
  notebook: Notebook,
  facts: Omit<JournalHead, 'octavo' | 'version' | 'notebook'>,
): string {
  const head: JournalHead = { octavo: 'journal', version: 1, ...facts, notebook: formatNotebook(notebook) };
  return JSON.stringify(head);
}

/** The line for a cell whose metadata or count has changed. */
export function formatCellLine(position: number, cell: Cell): string {
  const count = cell.kind === 'code' ? cell.executionCount : null;
  return JSON.stringify({ cell: position, count, metadata: cell.metadata } satisfies JournalLine);
}

/** The line for a message of a kernel; undefined for one that changes no output. */
export function formatMessageLine(position: number, { type, content }: OutputMessage): string | undefined {
  if (!outputTypes.has(type)) return undefined;
  return JSON.stringify({ cell: position, type, content } satisfies JournalLine);
}

/** The last line: how the run ended. It is of use when the executed notebook could not be written. */
export function formatEndLine(metadata: JsonObject, failedCell: string | undefined): string {
  return JSON.stringify({ end: metadata, failedCell: failedCell ?? null } satisfies JournalLine);
}

// %% notebooks/40_run/22_journal.ipynb#40320007 7b8c846a
/** The messages that a journal keeps. @internal */
export const outputTypes: ReadonlySet<string> = new Set([
  'stream',
  'display_data',
  'update_display_data',
  'execute_result',
  'error',
  'clear_output',
  leftOutType,
]);

// %% notebooks/40_run/22_journal.ipynb#4032000a f89723cc
/** Reads the first line. Throws `run-journal` for one that is none, or of another version. */
export function parseJournalHead(line: string): JournalHead {
  const value = parsedObject(line);
  if (value?.octavo !== 'journal') throw new OctavoError('run-journal', 'it is no journal of a run');
  const { version, host, pid, process, inode, before = null, keptStreamBytes: kept, notebook } = value;
  if (version !== 1)
    throw new OctavoError('run-journal', `it is of version ${JSON.stringify(version)}, and this Octavo reads 1`);
  const isKept =
    (kept === null || (typeof kept === 'number' && kept >= 0)) && (before === null || typeof before === 'string');
  const isComplete =
    typeof host === 'string' &&
    typeof process === 'string' &&
    typeof inode === 'string' &&
    typeof notebook === 'string' &&
    isKept;
  if (!isComplete || !Number.isSafeInteger(pid)) throw new OctavoError('run-journal', 'its first line is not complete');
  return {
    octavo: 'journal',
    version,
    host,
    pid: pid as number,
    process,
    inode,
    before,
    keptStreamBytes: kept,
    notebook,
  };
}

// %% notebooks/40_run/22_journal.ipynb#4032000b eb87d4f6
/** The object that a line is; undefined when it is torn, or is something else. @internal */
export function parsedObject(line: string): JsonObject | undefined {
  try {
    const value = JSON.parse(line);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The line as one of ours; undefined when it is none. @internal */
export function parseLine(line: string, cellCount: number): JournalLine | undefined {
  const value = parsedObject(line);
  if (!value) return undefined;
  const { cell, count, metadata, type, content, end, failedCell } = value;
  if (isJsonObject(end)) return { end, failedCell: typeof failedCell === 'string' ? failedCell : null };
  if (typeof cell !== 'number' || !Number.isInteger(cell) || cell < 0 || cell >= cellCount) return undefined;
  if (isJsonObject(metadata)) return { cell, count: typeof count === 'number' ? count : null, metadata };
  return typeof type === 'string' && isJsonObject(content) ? { cell, type, content } : undefined;
}

// %% notebooks/40_run/22_journal.ipynb#4032000d 4091c6f8
/** A run that is gone through once more. */
export interface Replay {
  take: (line: string) => boolean; // false: the line is none, and what follows counts no more
  finish: (lostAt: Date) => Notebook; // as the run left it; `lostAt` is its end when it has none
}

/** Begins a replay. Throws what `parseNotebook` throws for the notebook in the first line. */
export function startReplay(head: JournalHead, overflowName?: (cellId: string, stream: string) => string): Replay {
  const notebook = parseNotebook(head.notebook);
  const cells = [...notebook.cells];
  const overflow = overflowName && ((id: string, stream: string) => silentOverflow(overflowName(id, stream)));
  const collector = createOutputCollector({ keptStreamBytes: head.keptStreamBytes ?? undefined, overflow });
  const outputs = new Map<number, CellOutputs>();
  let end: EndLine | undefined;
  const apply = (line: JournalLine) => {
    if ('end' in line) end = line;
    else if ('metadata' in line) cells[line.cell] = changedCell(cells[line.cell] as Cell, line.metadata, line.count);
    else {
      const own = outputs.get(line.cell) ?? collector.cell((cells[line.cell] as Cell).id);
      outputs.set(line.cell, own);
      own.accept(line);
    }
  };
  return {
    take: (text) => {
      const line = parseLine(text, cells.length);
      if (line) apply(line);
      return line !== undefined;
    },
    finish: (lostAt) => {
      const now = cells.map((cell, at) =>
        cell.kind === 'code' && outputs.has(at) ? { ...cell, outputs: outputs.get(at)?.outputs() ?? [] } : cell,
      );
      const reached = { ...notebook, cells: now };
      return end ? endedNotebook(reached, end) : markLost(reached, lostAt);
    },
  };
}

// %% notebooks/40_run/22_journal.ipynb#4032000e 8ae012d1
/** The file with the whole of a stream is there since the run. @internal */
export function silentOverflow(name: string): Overflow {
  return { name, write: () => undefined, discard: () => undefined };
}

/** A cell with other metadata. @internal */
export function changedCell(cell: Cell, metadata: JsonObject, executionCount: number | null): Cell {
  return cell.kind === 'code' ? { ...cell, metadata, executionCount } : { ...cell, metadata };
}

/** The notebook of a run that had ended. @internal */
export function endedNotebook(notebook: Notebook, { end, failedCell }: EndLine): Notebook {
  return { ...(failedCell === null ? notebook : addErrorMarkers(notebook, failedCell)), metadata: end };
}

// %% notebooks/40_run/22_journal.ipynb#40320010 6e9c1507
/** A notebook that says it is running, as what it is when its runner is gone. */
export function markLost(notebook: Notebook, lastSign: Date): Notebook {
  const { papermill, octavo } = notebook.metadata;
  const lostAt = new Date(Math.max(lastSign.getTime(), ...notebook.cells.flatMap(cellTimes)));
  const ended = isJsonObject(papermill) ? { papermill: { ...endedTimes(papermill, lostAt), exception: true } } : {};
  const status = { octavo: { ...(isJsonObject(octavo) ? octavo : {}), status: 'lost' } };
  const cells = notebook.cells.map((cell) => lostCell(cell, lostAt));
  return { ...notebook, cells, metadata: { ...notebook.metadata, ...ended, ...status } };
}

// %% notebooks/40_run/22_journal.ipynb#40320011 c31c56ea
/** The cell that ran when the runner was killed says so; any other stays as it is. @internal */
export function lostCell(cell: Cell, lostAt: Date): Cell {
  const { papermill } = cell.metadata;
  if (!isJsonObject(papermill) || papermill.status !== 'running') return cell;
  const own = { ...endedTimes(papermill, lostAt), exception: true, status: 'failed' };
  const metadata = { ...cell.metadata, papermill: own, octavo: { status: 'lost' } };
  if (cell.kind !== 'code') return { ...cell, metadata };
  const evalue = 'the runner was killed while this cell ran';
  const error = {
    output_type: 'error' as const,
    ename: 'LostRunError',
    evalue,
    traceback: [`LostRunError: ${evalue}`],
  };
  return { ...cell, metadata, outputs: [...cell.outputs, error] };
}

/** When a cell began and ended, as far as that is written down. @internal */
export function cellTimes({ metadata: { papermill } }: Cell): number[] {
  if (!isJsonObject(papermill)) return [];
  return [papermill.start_time, papermill.end_time].map((time) => Date.parse(String(time))).filter((ms) => ms > 0);
}

/** papermill's times of what began and was lost; it did not end before it began. @internal */
export function endedTimes(papermill: JsonObject, lostAt: Date): JsonObject {
  const start = Date.parse(String(papermill.start_time));
  const end = new Date(Number.isNaN(start) ? lostAt : Math.max(start, lostAt.getTime()));
  const duration = Number.isNaN(start) ? null : (end.getTime() - start) / 1000;
  return { ...papermill, end_time: pythonTime(end), duration };
}
