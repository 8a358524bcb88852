import { fstatSync } from 'node:fs';
import { OctavoError } from '../../errors/index.ts';
import { octavoVersion } from '../../host/version.ts';
import type { RunEvent } from '../../run/observer.ts';
import type { Command, OptionValue, ParsedArguments } from '../command.ts';
import { outputOrPipe } from '../pipes.ts';
import { runAndReport } from '../run-and-report.ts';
import { logOptions } from '../run-options/log.ts';
import { papermillOptions } from '../run-options/papermill.ts';

export const command: Command = {
  summary: "run a notebook by papermill's own rules and options",
  usage: 'octavo papermill [OPTIONS] NOTEBOOK_PATH [OUTPUT_PATH]',
  description: [
    "papermill's command line: unknown parameters are warnings, types are not checked, parameters without a parameters",
    'cell go to the top. Without OUTPUT_PATH, or with -, the notebook goes to stdout when that is a pipe or a file;',
    'NOTEBOOK_PATH may be left out when the notebook comes through a pipe. docs/run.md lists what differs.',
  ].join('\n'),
  options: {
    'help-notebook': { type: 'boolean', help: 'show the parameters of the notebook, and run nothing' },
    ...papermillOptions.options,
    parameters: { type: 'pair', short: 'p', help: 'a parameter; numbers, True, False and None are understood' },
    engine: { type: 'string', value: 'NAME', help: 'nbclient, kernel or in-process' },
    ...logOptions,
    track: { type: 'string', value: 'POLICY', help: 'record the run: off, local or ci (default local)' },
    version: { type: 'boolean', help: 'show which papermill this follows' },
  },
  examples: [
    'octavo papermill train.ipynb out.ipynb -p epochs 5',
    'cat train.ipynb | octavo papermill -p epochs 5 > out.ipynb',
  ],
  run: async (parsed, io) => {
    const { values } = parsed;
    if (values.version) {
      io.out(`2.7.0 from octavo ${octavoVersion()} (${process.version})\n`);
      return 0;
    }
    const isHelp = values['help-notebook'] === true;
    const [input, wish] = places(parsed);
    const output = isHelp ? wish : outputOrPipe(input, wish, values.json === true);
    const engine = engineOption(values.engine);
    const options = { output, rules: 'papermill', engine, ...(await papermillOptions.read(values)) } as const;
    if (isHelp) {
      const { showNotebookHelp } = await import('../notebook-help.ts');
      return await showNotebookHelp(input, options, { usage: command.usage, json: values.json === true, io });
    }
    const intro = (event: Extract<RunEvent, { type: 'run-started' }>) => [
      `Input Notebook:  ${event.input}`,
      `Output Notebook: ${event.output}`,
      ...(options.cwd === undefined ? [] : [`Working directory: ${options.cwd}`]),
      `Executing notebook with kernel: ${event.kernel}`,
    ];
    return await runAndReport({ input, options, values, prefix: '', intro }, io);
  },
};

/** Where the notebook is read and written (source: papermill 2.7 cli.papermill). Throws `usage`. */
function places({ positionals, values }: ParsedArguments): [input: string, output: string] {
  const [first, second, extra] = positionals;
  const usage = (message: string) => {
    throw new OctavoError('usage', message, { exitCode: 2, hint: `usage: ${command.usage}` });
  };
  if (extra !== undefined) usage(`Got unexpected extra argument (${extra})`);
  const isPipedIn = fstatSync(0).isFIFO();
  const isPipedOut = !process.stdout.isTTY;
  if (first === undefined && !isPipedIn) usage("Missing argument 'NOTEBOOK_PATH'");
  if (!values['help-notebook'] && !isPipedIn && !isPipedOut && !second) usage("Missing argument 'OUTPUT_PATH'");
  if (isPipedIn && first && !second && !values['help-notebook']) return ['-', first];
  return [first ?? '-', second || '-'];
}

/** Throws `usage` for an engine that nobody has registered; the exit code is papermill's. */
function engineOption(value: OptionValue): 'kernel' | 'in-process' | undefined {
  if (value === undefined || value === 'nbclient' || value === 'kernel') return undefined;
  if (value === 'in-process') return value;
  throw new OctavoError('usage', `No engine named '${value}' found`, {
    hint: 'there are: nbclient (or kernel), in-process',
  });
}
