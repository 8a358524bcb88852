import { OctavoError } from '../../errors/index.ts';
import type { OptionValue } from '../command.ts';
import { millisecondsOption, parameterArguments, parameterOptions, textOption } from '../run-arguments.ts';
import type { OptionGroup } from './group.ts';

/** What papermill has too, with its names and meanings. */
export const papermillOptions: OptionGroup = {
  options: {
    ...parameterOptions,
    'inject-input-path': { type: 'boolean', help: 'give the notebook its own path as PAPERMILL_INPUT_PATH' },
    'inject-output-path': { type: 'boolean', help: 'give it the path of its output as PAPERMILL_OUTPUT_PATH' },
    'inject-paths': { type: 'boolean', help: 'give it both' },
    'request-save-on-cell-execute': {
      type: 'boolean',
      help: 'write the notebook while it runs (the default); --no-… writes it once, at the end',
    },
    'autosave-cell-every': {
      type: 'string',
      value: 'SECONDS',
      help: 'how often it is written inside of a long cell (30; 0: never)',
    },
    'prepare-only': {
      type: 'boolean',
      opposite: 'prepare-execute',
      help: 'write the notebook with its parameters and run nothing',
    },
    kernel: {
      type: 'string',
      short: 'k',
      value: 'NAME',
      help: "another kernel than the notebook's: a name, or a path",
    },
    language: {
      type: 'string',
      short: 'l',
      value: 'NAME',
      help: "another language than the notebook's, for parameters",
    },
    cwd: { type: 'string', value: 'FOLDER', help: 'working folder of the kernel; paths of notebooks do not change' },
    'start-timeout': {
      type: 'string',
      synonyms: ['start_timeout'],
      value: 'SECONDS',
      help: 'how long the kernel may take to start (60)',
    },
    'execution-timeout': { type: 'string', value: 'SECONDS', help: 'how long each cell may take (no limit)' },
    'report-mode': { type: 'boolean', help: 'hide the source of code cells in the executed notebook' },
  },
  read: async (values) => ({
    arguments: await parameterArguments(values),
    injectPaths: {
      input: values['inject-paths'] === true || values['inject-input-path'] === true,
      output: values['inject-paths'] === true || values['inject-output-path'] === true,
    },
    saveOnCellExecute: values['request-save-on-cell-execute'] !== false,
    autosaveCellEveryMs: pauseOption('autosave-cell-every', values['autosave-cell-every']),
    prepareOnly: values['prepare-only'] === true,
    kernel: textOption(values.kernel),
    language: textOption(values.language),
    cwd: textOption(values.cwd),
    startTimeoutMs: millisecondsOption('start-timeout', values['start-timeout']),
    cellTimeoutMs: limitOption('execution-timeout', values['execution-timeout']),
    reportMode: values['report-mode'] === true,
  }),
};

/** A limit in seconds, as milliseconds; 0 and less mean none (source: nbclient). Throws `usage`. */
function limitOption(name: string, value: OptionValue): number | undefined {
  return value !== '' && Number(value) <= 0 ? undefined : millisecondsOption(name, value);
}

/** Seconds between two events, as milliseconds; 0 means never. Throws `usage`. */
function pauseOption(name: string, value: OptionValue): number | undefined {
  if (value === undefined) return undefined;
  const seconds = value === '' ? Number.NaN : Number(value);
  if (seconds >= 0 && Number.isFinite(seconds)) return seconds * 1000;
  throw new OctavoError('usage', `--${name} takes a number of seconds, or 0, not "${value}"`, {
    exitCode: 2,
    hint: `--${name} 30`,
  });
}
