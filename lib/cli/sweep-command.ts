import { OctavoError } from '../errors/index.ts';
import type { RunOptions } from '../run/run-options.ts';
import { sweepNotebook } from '../run/sweep/index.ts';
import type { RunListeners } from '../run/sweep/sweep-notebook.ts';
import type { SweepResult, SweepRun } from '../run/sweep/sweep-result.ts';
import { outliveReader } from './closed-streams.ts';
import type { Io, OptionValue } from './command.ts';
import { textOption } from './run-arguments.ts';
import { isSaid, logLevelOption } from './run-options/log.ts';
import type { SweepChoice } from './run-options/sweep.ts';
import { stoppable } from './signals.ts';
import { type StreamPaths, streamFiles, streamPaths } from './stream-files.ts';
import { createSweepRunLog } from './sweep-log.ts';
import { showSweepProgress } from './sweep-progress.ts';
import { type LoggedMetrics, plannedText, reportSweep, sweepSummary } from './sweep-report.ts';

/** What `octavo run` was told. */
export interface SweepCommand {
  input: string;
  options: RunOptions;
  sweep: SweepChoice;
  values: Record<string, OptionValue>;
}

/** Runs a sweep from the command line; returns the exit code. */
export async function runSweep(command: SweepCommand, io: Io): Promise<number> {
  const { input, options, sweep: choice, values } = command;
  const level = logLevelOption(values['log-level']) ?? 'INFO';
  const moreOutputs = streamTemplates(values);
  const progress = showSweepProgress(io, (values['progress-bar'] ?? values.progress) !== false);
  const warn = (text: string) => isSaid('WARNING', level) && progress.say(`octavo: ${text}`);
  if (choice.seed !== undefined) progress.say(`the values are drawn by --sweep-seed ${choice.seed}`);
  if (values['dry-run']) return await listRuns({ ...command, moreOutputs }, warn, io);
  outliveReader();
  const { recorder } = await import('../track/recorder.ts');
  const track = { policy: textOption(values.track), onWarning: warn };
  const { jobs, keepGoing } = choice;
  const more = {
    output: options.output ?? undefined,
    jobs,
    keepGoing,
    warn,
    moreOutputs,
    forRun: async (run: SweepRun): Promise<RunListeners> => {
      const say = (text: string) => progress.say(text.trimEnd());
      const log = createSweepRunLog(run, { level, outputs: values['log-output'] === true, say });
      const files = await streamFiles(run.moreOutputs, [input, run.output], { ...io, err: say });
      return {
        observers: [files.observer, log.observer],
        onOutput: (message) => {
          log.onOutput(message);
          files.onOutput(message);
        },
      };
    },
    onPlanned: progress.planned,
    onChange: progress.changed,
  };
  try {
    const result = await stoppable(
      (stop) => {
        const observers = [recorder({ ...track, ...stop })];
        return sweepNotebook(input, choice.points, { ...options, ...more, observers, ...stop });
      },
      (_, again) => progress.say(`octavo: ${again ? 'killing the kernels' : 'stopping (once more kills the kernels)'}`),
    );
    progress.end();
    const metrics = await loggedMetrics(result);
    if (values.json) io.out(`${JSON.stringify(sweepSummary(result, metrics))}\n`);
    else reportSweep(result, metrics, io);
    return result.exitCode;
  } finally {
    progress.end();
  }
}

/** The templates of the files for what each run prints. Throws `usage` for stdout: the table of the sweep stands there. */
function streamTemplates(values: Record<string, OptionValue>): StreamPaths {
  const paths = streamPaths(values);
  for (const [stream, path] of Object.entries(paths)) {
    if (path !== '-') continue;
    throw new OctavoError('usage', `--${stream}-file -: the runs of a sweep would mix what they print`, {
      exitCode: 2,
      hint: `--${stream}-file 'logs/{lr}.txt', a template as that of the output; or --log-output`,
    });
  }
  return paths;
}

/** Checks everything and begins nothing. */
async function listRuns(
  { input, options, sweep, values, moreOutputs }: SweepCommand & { moreOutputs: StreamPaths },
  warn: (text: string) => void,
  io: Io,
): Promise<number> {
  const [{ planSweep }, { finishedRuns }, { createTranslators }, { nodeHost }] = await Promise.all([
    import('../run/sweep/plan-sweep.ts'),
    import('../run/sweep/finished-runs.ts'),
    import('../run/translators.ts'),
    import('../host/index.ts'),
  ]);
  const translators = options.translators ?? createTranslators();
  const all = { ...options, moreOutputs, translators, warn };
  const plan = await planSweep(input, sweep.points, all, nodeHost);
  const { runs, names, parameters } = plan;
  const finished = options.resume ? await finishedRuns(plan, input, all, nodeHost) : undefined;
  const planned = runs.map(({ index, varying, output: place }) => {
    return { index, parameters: varying, output: place, resumed: finished?.has(index) };
  });
  if (values.json) io.out(`${JSON.stringify({ input, parameters, names, runs: planned })}\n`);
  else io.out(plannedText(planned, names, io));
  if (finished) io.err(`${finished.size} of ${runs.length} runs are finished, and --resume leaves them out\n`);
  return 0;
}

/** The last value of every metric that the runs logged; none where they were not recorded. */
async function loggedMetrics({ input, runs }: SweepResult): Promise<LoggedMetrics> {
  const ids = runs.flatMap((run) => run.runId ?? []);
  if (ids.length === 0) return new Map();
  const [{ defaultStorePath }, { openStoreFile }, { readRuns }, { placeFolder }] = await Promise.all([
    import('../track/location.ts'),
    import('../track/store/tracking-store.ts'),
    import('../track/run-record.ts'),
    import('../run/places.ts'),
  ]);
  try {
    const store = openStoreFile(defaultStorePath(undefined, placeFolder(input, process.cwd())), { readOnly: true });
    try {
      const last = (metrics: Record<string, { value: number }>) =>
        Object.fromEntries(Object.entries(metrics).map(([name, { value }]) => [name, value]));
      return new Map(readRuns(store, ids).map((run) => [run.id, last(run.metrics)]));
    } finally {
      store.close();
    }
  } catch {
    return new Map(); // the sweep is done; a store that cannot be read now takes nothing from it
  }
}
