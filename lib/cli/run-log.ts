import type { KernelMessage } from '../kernel/index.ts';
import type { Cell } from '../notebook/index.ts';
import type { RunEvent, RunObserver } from '../run/observer.ts';
import { isSaid, type LogLevel } from './run-options/log.ts';

/** The log of a run on stderr, in papermill's words and by its levels. */
export interface RunLog {
  observer: RunObserver;
  onOutput: (message: KernelMessage) => void;
  warn: (text: string) => void;
}

export interface RunLogOptions {
  level: LogLevel;
  outputs: boolean; // --log-output
  say: (text: string) => void; // a line
  write: (text: string) => void; // text of a cell, as it is
  intro?: ((event: Extract<RunEvent, { type: 'run-started' }>) => string[]) | undefined; // lines before the first cell
}

/** Makes a log. Cells are counted as papermill counts them: all of them, from 1 (source: papermill 2.7 engines.cell_start). */
export function createRunLog({ level, outputs, say, write, intro }: RunLogOptions): RunLog {
  let cells: readonly Cell[] = [];
  let next = 0; // position of the first cell that the log has not told of
  let isInLine = false; // a text of a cell has not ended its line
  const tell = (text: string, by: LogLevel) => {
    if (text === '' || !isSaid(by, level)) return;
    write(text);
    isInLine = !text.endsWith('\n');
  };
  const line = (text: string) => {
    if (!isSaid('INFO', level)) return;
    if (isInLine) write('\n');
    isInLine = false;
    say(text);
  };
  const begin = () => line(`Executing Cell ${String(next + 1).padEnd(40, '-')}`);
  const finish = () => line(`Ending Cell ${String(++next).padEnd(43, '-')}`);
  const passOver = (end: number) => {
    while (next < end) {
      begin(); // text cells and empty ones, in no time
      finish();
    }
  };
  return {
    observer: (event) => {
      if (event.type === 'run-started') {
        cells = event.notebook.cells;
        for (const text of intro?.(event) ?? []) line(text);
      }
      if (!outputs) return;
      if (event.type === 'cell-started') {
        const { id } = event;
        passOver(cells.findIndex((cell, at) => at >= next && cell.id === id));
        begin();
      }
      if (event.type === 'cell-finished') {
        if (event.status !== 'skipped') return finish();
        const { id } = event;
        const at = cells.findIndex((cell, position) => position >= next && cell.id === id);
        passOver(at);
        next = at + 1;
      }
      if (event.type === 'run-finished' && event.result.status === 'completed') passOver(cells.length);
    },
    onOutput: ({ type, content }) => {
      if (!outputs) return;
      if (type === 'stream') tell(String(content.text ?? ''), content.name === 'stderr' ? 'WARNING' : 'INFO');
      const data = content.data as Record<string, unknown> | undefined;
      if ((type === 'execute_result' || type === 'display_data') && typeof data?.['text/plain'] === 'string')
        tell(`${data['text/plain']}\n`, 'INFO');
    },
    warn: (text) => {
      if (isSaid('WARNING', level)) say(text);
    },
  };
}
