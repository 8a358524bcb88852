import type { Command } from '../command.ts';
import { outputOrPipe } from '../pipes.ts';
import { runAndReport } from '../run-and-report.ts';
import { notebookArguments } from '../run-arguments.ts';
import { cellOptions } from '../run-options/cells.ts';
import { engineOptions } from '../run-options/engine.ts';
import { logOptions } from '../run-options/log.ts';
import { papermillOptions } from '../run-options/papermill.ts';
import { readSweep, sweepOptions } from '../run-options/sweep.ts';

export const command: Command = {
  summary: 'run a notebook with parameters and keep its executed copy',
  usage: 'octavo run INPUT [OUTPUT] [options]',
  description: [
    'Runs the cells of INPUT in order and writes the executed notebook to OUTPUT, also when a cell fails; without',
    'OUTPUT it is kept in local_data/runs. Both may be paths, https:// and s3:// places, or - for a pipe. Parameters',
    'replace those of the cell tagged "parameters", with papermill\'s precedence: -b < -f < -y < -p < -r. Exit codes: 0',
    'completed, 1 failed, 2 usage, 124 timed out, 130 interrupted, 138 the kernel died, 143 terminated; what a cell gives',
    'to process.exit otherwise.',
  ].join('\n'),
  options: {
    ...papermillOptions.options,
    ...cellOptions.options,
    ...engineOptions.options,
    ...sweepOptions.options,
    ...logOptions,
    track: { type: 'string', value: 'POLICY', help: 'record the run: off, local or ci (default local)' },
    progress: { type: 'boolean', help: 'show progress on stderr (the default); --no-progress is quiet' },
    schema: { type: 'boolean', help: "print the JSON Schema of the notebook's parameters, and run nothing" },
    'help-notebook': { type: 'boolean', help: 'show the parameters of the notebook, and run nothing' },
  },
  examples: [
    'octavo run train.ipynb out.ipynb -p epochs 5',
    "octavo run train.ipynb -y '{epochs: 5, layers: [16, 8]}' --json",
    "octavo run train.ipynb 'out/{lr}-{seed}.ipynb' --grid lr=0.1,0.01 --grid seed=1..5 --jobs 4 --resume",
    'octavo run s3://flows/train.ipynb s3://flows/out.ipynb',
  ],
  run: async (parsed, io) => {
    const { values } = parsed;
    const [input, output] = notebookArguments(parsed, command.usage, 2);
    const options = {
      output: outputOrPipe(input, output, values.json === true),
      ...(await papermillOptions.read(values)),
      ...(await cellOptions.read(values)),
      ...(await engineOptions.read(values)),
      ...(await sweepOptions.read(values)),
    };
    if (values.schema) return await (await import('../notebook-schema.ts')).printSchema(input, options, io);
    if (values['help-notebook']) {
      const { showNotebookHelp } = await import('../notebook-help.ts');
      return await showNotebookHelp(input, options, { usage: command.usage, json: values.json === true, io });
    }
    const sweep = await readSweep(values, output);
    if (sweep) return await (await import('../sweep-command.ts')).runSweep({ input, options, sweep, values }, io);
    return await runAndReport({ input, options, values, prefix: 'octavo: ' }, io);
  },
};
