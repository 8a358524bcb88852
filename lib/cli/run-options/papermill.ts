import { millisecondsOption, parameterArguments, parameterOptions, textOption } from '../run-arguments.ts';
import type { OptionGroup } from './group.ts';

/** What papermill has too, with its names and meanings. */
export const papermillOptions: OptionGroup = {
  options: {
    ...parameterOptions,
    kernel: {
      type: 'string',
      short: 'k',
      value: 'NAME',
      help: "another kernel than the notebook's: a name, or a path",
    },
    cwd: { type: 'string', value: 'FOLDER', help: 'working folder of the kernel; paths of notebooks do not change' },
    'start-timeout': { type: 'string', value: 'SECONDS', help: 'how long the kernel may take to start (60)' },
    'execution-timeout': { type: 'string', value: 'SECONDS', help: 'how long each cell may take (no limit)' },
  },
  read: async (values) => ({
    arguments: await parameterArguments(values),
    kernel: textOption(values.kernel),
    cwd: textOption(values.cwd),
    startTimeoutMs: millisecondsOption('start-timeout', values['start-timeout']),
    cellTimeoutMs: millisecondsOption('execution-timeout', values['execution-timeout']),
  }),
};
