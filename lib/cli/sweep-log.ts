import type { SweepRun } from '../run/sweep/sweep-result.ts';
import { createRunLog, type RunLog, type RunLogOptions } from './run-log.ts';

const longestLine = 64 * 1024; // characters; what has no line breaks is told in such pieces

/** The log of one run of a sweep: whole lines, each with the number of the run, since those of several runs mix. */
export function createSweepRunLog(
  { index }: Pick<SweepRun, 'index'>,
  { level, outputs, say }: Pick<RunLogOptions, 'level' | 'outputs' | 'say'>,
): RunLog {
  let line = ''; // that has not ended yet
  const tell = (text: string) => say(`run ${index}: ${lastOverwritten(text)}`);
  const write = (text: string) => {
    const lines = (line + text).split('\n');
    line = lines.pop() as string;
    for (const each of lines) tell(each);
    if (line.length < longestLine) return;
    tell(line);
    line = '';
  };
  const log = createRunLog({ level, outputs, say: tell, write });
  return {
    ...log,
    observer: (event) => {
      if (event.type === 'run-finished' && line !== '') write('\n');
      return log.observer(event);
    },
  };
}

/** What a terminal would show of a line in which carriage returns go back to its beginning, as progress bars do. */
function lastOverwritten(line: string): string {
  return line.trimEnd().split('\r').at(-1) as string;
}
