import { OctavoError } from '../errors/index.ts';
import type { OptionValue } from './command.ts';

/** Coverage and watching are vitest's, and what is watched has no end to report. */
const apart = [
  ['kernel', 'coverage'],
  ['kernel', 'watch'],
  ['watch', 'coverage'],
  ['watch', 'name'],
  ['watch', 'json'],
  ['watch', 'junit'],
  ['watch', 'output-file'],
] as const;

/** What the words of `octavo test` ask for. Throws `usage`. */
export function testOptions(values: Record<string, OptionValue>) {
  for (const [one, other] of apart)
    if (values[one] && values[other]) throw usage(`--${one} does not go with --${other}`);
  return {
    options: {
      kernel: values.kernel === true,
      jobs: positive(values.jobs, 'jobs'),
      cellTimeoutMs: (positive(values['cell-timeout'], 'cell-timeout') ?? 600) * 1000,
      flags: (values.flags as string[] | undefined) ?? [],
      name: values.name as string | undefined,
      bail: values.bail === true,
    },
    report: reportOf(values.junit ?? values['output-file'], values.junit ? 'junit' : values.reporter),
    slowest: positive(values.durations, 'durations') ?? 0,
  };
}

function reportOf(file: unknown, reporter: unknown): { file: string; reporter: 'junit' | 'json' } | undefined {
  if (reporter !== undefined && reporter !== 'junit' && reporter !== 'json')
    throw usage(`--reporter ${reporter}: not junit or json`);
  if (file !== undefined) return { file: String(file), reporter: reporter ?? 'junit' };
  if (reporter !== undefined) throw usage(`--reporter ${reporter} needs --output-file FILE`);
}

function positive(value: unknown, name: string): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (number > 0 && (name === 'cell-timeout' || Number.isInteger(number))) return number;
  throw usage(`--${name} ${value}: not a ${name === 'cell-timeout' ? '' : 'whole '}number above 0`);
}

function usage(message: string): OctavoError {
  return new OctavoError('usage', message, { exitCode: 2, hint: 'octavo test --help' });
}
