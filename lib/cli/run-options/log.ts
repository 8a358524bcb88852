import { OctavoError, suggest } from '../../errors/index.ts';
import type { OptionSpec, OptionValue } from '../command.ts';

/** papermill's levels (Python's logging), by how much they hide. */
const logLevels = { NOTSET: 0, DEBUG: 10, INFO: 20, WARNING: 30, ERROR: 40, CRITICAL: 50 } as const;

export type LogLevel = keyof typeof logLevels;

/** What a run says while it runs, and where the texts of its cells go besides the notebook. */
export const logOptions: Record<string, OptionSpec> = {
  'progress-bar': { type: 'boolean', help: 'show progress on stderr (the default, but with --log-output or a pipe)' },
  'log-output': { type: 'boolean', help: 'show what the cells print on stderr, as it comes' },
  'stdout-file': { type: 'string', value: 'FILE', help: 'write what the cells print on stdout there too' },
  'stderr-file': { type: 'string', value: 'FILE', help: 'write what the cells print on stderr there too' },
  'log-level': { type: 'string', value: 'LEVEL', help: 'INFO (the default), WARNING, ERROR: what is said on stderr' },
};

/** Whether something of a level is said. */
export function isSaid(level: LogLevel, by: LogLevel): boolean {
  return logLevels[level] >= logLevels[by];
}

/** The level of a command line; undefined when it names none. Throws `usage`. */
export function logLevelOption(value: OptionValue): LogLevel | undefined {
  if (value === undefined) return undefined;
  const words = Object.keys(logLevels) as LogLevel[];
  const known = words.find((word) => word === value);
  if (known) return known;
  const near = suggest(String(value), words) ?? 'INFO';
  throw new OctavoError('usage', `No --log-level is called "${value}"; there are: ${words.join(', ')}`, {
    exitCode: 2,
    hint: `--log-level ${near}`,
  });
}

/** Whether progress is shown: as asked for, else unless the texts of the cells are, or the notebook goes into a pipe. */
export function isProgressShown(values: Record<string, OptionValue>, output: string | undefined): boolean {
  const asked = values['progress-bar'] ?? values.progress;
  return typeof asked === 'boolean' ? asked : values['log-output'] !== true && output !== '-';
}
