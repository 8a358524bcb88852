import type { RunEvent, RunObserver } from '../run/observer.ts';
import { placeTitle } from '../run/places.ts';
import { formatDuration, type Progress, progressBar, progressLine } from '../run/progress.ts';
import type { Io } from './command.ts';

const renewMs = 500; // the elapsed time on a terminal

/** Shows a run on stderr: one line that renews itself on a terminal, else one line for each cell. */
export interface RunProgress {
  observer: RunObserver;
  say: (text: string) => void; // a line of its own, the bar stays below it
}

export function showRunProgress(io: Io, shown: boolean): RunProgress {
  let place: Omit<Progress, 'elapsedMs'> | undefined;
  let startMs = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const bar = shown && io.isTerminal;
  const clear = () => bar && place && io.err('\r\u001b[K');
  const draw = () => {
    if (bar && place)
      io.err(`\r\u001b[K${progressBar({ ...place, elapsedMs: performance.now() - startMs }, io.columns || 80)}`);
  };
  const say = (text: string) => {
    clear();
    io.err(`${text}\n`);
    draw();
  };
  const observer = (event: RunEvent): undefined => {
    if (event.type === 'run-started') startMs = performance.now();
    if (event.type === 'cell-started' && shown) {
      place = { index: event.index, total: event.total, heading: event.heading };
      if (!bar) io.err(`${progressLine({ ...place, elapsedMs: performance.now() - startMs })}\n`);
      else timer ??= setInterval(draw, renewMs).unref();
      draw();
    }
    if (event.type === 'cell-retried' && shown) {
      const { index, attempt, attempts, reason, pauseMs } = event;
      say(
        `cell ${index}: attempt ${attempt} of ${attempts} failed (${reason}); the next in ${formatDuration(pauseMs)}`,
      );
    }
    if (event.type === 'run-finished') {
      clearInterval(timer);
      clear();
      place = undefined;
      const { input, status, durationMs } = event.result;
      if (shown) io.err(`${placeTitle(input)} ${status} in ${formatDuration(durationMs)}\n`); // of many in one log
    }
    return undefined;
  };
  return { observer, say };
}
