import type { Command } from '../command.ts';
import { notebookArguments, textOption } from '../run-arguments.ts';
import { cellOptions } from '../run-options/cells.ts';
import { engineOptions, warmEngine } from '../run-options/engine.ts';
import { papermillOptions } from '../run-options/papermill.ts';
import { showRunProgress } from '../run-progress.ts';
import { stoppable } from '../signals.ts';

export const command: Command = {
  summary: 'run a notebook with parameters and keep its executed copy',
  usage: 'octavo run INPUT [OUTPUT] [options]',
  description: [
    'Runs the cells of INPUT in order and writes the executed notebook to OUTPUT, also when a cell fails; without',
    'OUTPUT it is kept in local_data/runs. Parameters replace those of the cell tagged "parameters", with papermill\'s',
    'precedence: -b < -f < -y < -p < -r. Exit codes: 0 completed, 1 failed, 2 usage, 124 timed out, 130 interrupted,',
    '138 the kernel died, 143 terminated; what a cell gives to process.exit otherwise.',
  ].join('\n'),
  options: {
    ...papermillOptions.options,
    ...cellOptions.options,
    ...engineOptions.options,
    track: { type: 'string', value: 'POLICY', help: 'record the run: off, local or ci (default local)' },
    progress: { type: 'boolean', help: 'show progress on stderr (the default); --no-progress is quiet' },
    'log-output': { type: 'boolean', help: 'show what the cells print on stderr, as it comes' },
  },
  examples: [
    'octavo run train.ipynb out.ipynb -p epochs 5',
    "octavo run train.ipynb -y '{epochs: 5, layers: [16, 8]}' --json",
  ],
  run: async (parsed, io) => {
    const { values } = parsed;
    await warmEngine(values);
    const [input, output] = notebookArguments(parsed, command.usage, 2);
    const progress = showRunProgress(io, values.progress !== false && values['log-output'] !== true);
    const [{ runNotebook }, { recorder }, { reportRun, runSummary, streamText }] = await Promise.all([
      import('../../run/run-notebook.ts'),
      import('../../track/recorder.ts'),
      import('../run-report.ts'),
    ]);
    const track = recorder({ policy: textOption(values.track), onWarning: (text) => progress.say(`octavo: ${text}`) });
    const options = {
      output,
      ...(await papermillOptions.read(values)),
      ...(await cellOptions.read(values)),
      ...(await engineOptions.read(values)),
      observers: [track, progress.observer],
      warn: (text: string) => progress.say(`octavo: ${text}`),
      onOutput: values['log-output'] ? streamText(io) : undefined,
    };
    const result = await stoppable(
      (stop) => runNotebook(input, { ...options, ...stop }),
      (_, again) => progress.say(`octavo: ${again ? 'killing the kernel' : 'stopping (once more kills the kernel)'}`),
    );
    if (values.json) io.out(`${JSON.stringify(runSummary(result))}\n`);
    reportRun(result, output === undefined, io);
    return result.exitCode;
  },
};
