import { OctavoError } from '../errors/index.ts';
import { nodeHost } from '../host/index.ts';
import type { ParameterArguments } from '../run/parameters/arguments.ts';
import { isFilePlace, shownPlace } from '../run/places.ts';
import type { OptionSpec, OptionValue, ParsedArguments } from './command.ts';

/** The options that give parameters, named as papermill names them. */
export const parameterOptions: Record<string, OptionSpec> = {
  parameters: {
    type: 'pair',
    short: 'p',
    help: 'a parameter; numbers, true, false, null, env:NAME and file:PATH are understood',
  },
  parameters_raw: { type: 'pair', short: 'r', help: 'a parameter that is always text' },
  parameters_file: {
    type: 'string',
    short: 'f',
    multiple: true,
    value: 'FILE',
    help: 'parameters from a YAML or JSON file',
  },
  parameters_yaml: {
    type: 'string',
    short: 'y',
    multiple: true,
    value: 'YAML',
    help: "parameters as YAML: '{epochs: 5}'",
  },
  parameters_base64: {
    type: 'string',
    short: 'b',
    multiple: true,
    value: 'BASE64',
    help: 'parameters as YAML in base64',
  },
};

/** The parameters of a command line, with their files read. Throws `file-missing` and its like. */
export async function parameterArguments(values: Record<string, OptionValue>): Promise<ParameterArguments> {
  const list = (name: string) => (values[name] ?? []) as string[];
  const pairs = (name: string) => (values[name] ?? []) as [string, string][];
  const read = async (path: string) => ({ path: shownPlace(path), text: await readParametersFile(path) });
  return {
    base64: list('parameters_base64'),
    files: await Promise.all(list('parameters_file').map(read)),
    yaml: list('parameters_yaml'),
    words: pairs('parameters'),
    raw: pairs('parameters_raw'),
  };
}

/** A file of parameters, wherever notebooks can be read from. */
async function readParametersFile(place: string): Promise<string> {
  if (isFilePlace(place)) return await (await import('./parameter-file.ts')).readParameterFile(place);
  const [{ decodeParameters }, { createStorages }] = await Promise.all([
    import('../run/parameters/plain-data.ts'),
    import('../run/storages.ts'),
  ]);
  const { bytes } = await createStorages().find(place).read(place, nodeHost);
  return decodeParameters(bytes, shownPlace(place));
}

/** The notebooks of a command line: an input, and an output at most. Throws `usage`. */
export function notebookArguments({ positionals }: ParsedArguments, usage: string, most: 1 | 2): [string, string?] {
  const [input, output] = positionals;
  const extra = positionals[most];
  if (input !== undefined && extra === undefined) return [input, output];
  throw new OctavoError('usage', input === undefined ? 'Which notebook?' : `One argument too many: ${extra}`, {
    exitCode: 2,
    hint: `usage: ${usage}`,
  });
}

/** An option that is a text. */
export function textOption(value: OptionValue): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** An option in seconds, as milliseconds. Throws `usage`. */
export function millisecondsOption(name: string, value: OptionValue): number | undefined {
  if (value === undefined) return undefined;
  const seconds = Number(value);
  if (seconds > 0 && Number.isFinite(seconds)) return seconds * 1000;
  throw new OctavoError('usage', `--${name} takes a number of seconds, not "${value}"`, {
    exitCode: 2,
    hint: `--${name} 60`,
  });
}
