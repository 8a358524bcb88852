import type { SweepRun } from '../run/sweep/sweep-result.ts';
import { hasFailed } from '../run/sweep/sweep-result.ts';
import { sweepBar, sweepLine } from '../run/sweep-view.ts';
import type { Io } from './command.ts';

const renewMs = 500;

/**
 * Shows a sweep on stderr: one bar and a line for each failure on a terminal, else a line for each run that has ended.
 * What is not shown (--no-progress) still tells of each failure, as a single run does: nothing else says why it failed.
 */
export interface SweepProgress {
  planned: (runs: readonly SweepRun[]) => void;
  changed: (run: SweepRun) => void;
  say: (text: string) => void; // a line of its own, the bar stays below it
  end: () => void;
}

export function showSweepProgress(io: Io, shown: boolean): SweepProgress {
  const bar = shown && io.isTerminal;
  const startMs = performance.now();
  let runs: readonly SweepRun[] = [];
  let timer: NodeJS.Timeout | undefined;
  const clear = () => bar && timer && io.err('\r\u001b[K');
  const draw = () =>
    bar && timer && io.err(`\r\u001b[K${sweepBar(runs, performance.now() - startMs, io.columns || 80)}`);
  const say = (text: string) => {
    clear();
    io.err(`${text}\n`);
    draw();
  };
  return {
    say,
    planned: (all) => {
      runs = all;
      if (bar) timer = setInterval(draw, renewMs).unref();
      draw();
    },
    changed: (run) => {
      if (run.exitCode !== undefined && ((shown && !bar) || hasFailed(run))) say(sweepLine(run, runs.length));
      else draw();
    },
    end: () => {
      clear();
      clearInterval(timer);
      timer = undefined;
    },
  };
}
