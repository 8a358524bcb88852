import type { RunOptions } from '../run/run-options.ts';
import { outliveReader } from './closed-streams.ts';
import type { Io, OptionValue } from './command.ts';
import { textOption } from './run-arguments.ts';
import { createRunLog, type RunLogOptions } from './run-log.ts';
import { isProgressShown, logLevelOption } from './run-options/log.ts';
import { showRunProgress } from './run-progress.ts';
import { stoppable } from './signals.ts';
import { streamFiles, streamPaths } from './stream-files.ts';

/** What a command line asks for: a notebook, its options, and what is said of it. */
export interface CommandRun {
  input: string;
  options: RunOptions; // with the output
  values: Record<string, OptionValue>; // of the command line, for progress and logs
  prefix: string; // of warnings
  intro?: RunLogOptions['intro'];
}

/** Runs a notebook as a command does: progress and log on stderr, the summary with --json on stdout. Returns the exit code. */
export async function runAndReport({ input, options, values, prefix, intro }: CommandRun, io: Io): Promise<number> {
  outliveReader();
  const output = options.output ?? undefined;
  const files = await streamFiles(streamPaths(values), [input, output], io);
  const progress = showRunProgress(io, isProgressShown(values, output));
  const [{ runNotebook }, { recorder }, { reportRun, runSummary }] = await Promise.all([
    import('../run/run-notebook.ts'),
    import('../track/recorder.ts'),
    import('./run-report.ts'),
  ]);
  const level = logLevelOption(values['log-level']) ?? (intro && output === '-' ? 'ERROR' : 'INFO');
  const log = createRunLog({ level, outputs: values['log-output'] === true, say: progress.say, write: io.err, intro });
  const warn = (text: string) => log.warn(`${prefix}${text}`);
  const track = { policy: textOption(values.track), onWarning: warn };
  const observers = [files.observer, log.observer, progress.observer];
  const onOutput: RunOptions['onOutput'] = (message) => {
    log.onOutput(message);
    files.onOutput(message);
  };
  const result = await stoppable(
    (stop) => {
      const recorded = [recorder({ ...track, ...stop }), ...observers];
      return runNotebook(input, { ...options, observers: recorded, warn, onOutput, ...stop });
    },
    (_, again) => progress.say(`octavo: ${again ? 'killing the kernel' : 'stopping (once more kills the kernel)'}`),
  );
  if (values.json) io.out(`${JSON.stringify(runSummary(result))}\n`);
  reportRun(result, output === undefined, io);
  return result.exitCode;
}
