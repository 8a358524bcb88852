// Generated from notebooks/40_run/10_arguments.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 400a0003 400a0004 400a0006 400a0009 400a000a

// %% notebooks/40_run/10_arguments.ipynb#400a0003 1b62c58a
import { OctavoError, suggest } from '../errors/index.ts';
import { readPythonWord, readingsOf } from './parameter-values.ts';
import { formatType, misfit } from './parameter-types.ts';
import type { Parameter } from './parameters.ts';
import { readYamlParameters } from './yaml.ts';

// %% notebooks/40_run/10_arguments.ipynb#400a0004 41f1907d
/** Parameters as a command line gives them, unread. */
export interface ParameterArguments {
  base64?: string[]; // -b: base64 of YAML
  files?: { path: string; text: string }[]; // -f: YAML or JSON files
  yaml?: string[]; // -y
  words?: [name: string, text: string][]; // -p
  raw?: [name: string, text: string][]; // -r
}

/** A parameter that was given: a value, or a word that is yet to be read against its type. */
export type GivenParameter = { value: unknown } | { word: string };

// %% notebooks/40_run/10_arguments.ipynb#400a0006 686026ba
/** Joins the five kinds by papermill's precedence. `python` reads YAML as PyYAML does. Throws `run-parameter-file`. */
export function combineArguments(
  given: ParameterArguments,
  options: { python?: boolean } = {},
): Map<string, GivenParameter> {
  const combined = new Map<string, GivenParameter>();
  const addAll = (text: string, source: string) => {
    for (const [name, value] of Object.entries(readYamlParameters(text, { source, ...options })))
      combined.set(name, { value });
  };
  for (const text of given.base64 ?? []) addAll(Buffer.from(text, 'base64').toString('utf8'), '-b');
  for (const { path, text } of given.files ?? []) addAll(text, path);
  for (const text of given.yaml ?? []) addAll(text, '-y');
  for (const [name, word] of given.words ?? []) combined.set(name, { word });
  for (const [name, value] of given.raw ?? []) combined.set(name, { value });
  return combined;
}

// %% notebooks/40_run/10_arguments.ipynb#400a0009 339f57fe
/**
 * Reads what was given against the declared parameters of a TypeScript notebook. Returns values in the order given.
 * Throws `run-parameter-unknown`, `run-parameter-type`, `run-parameter-missing`, before anything runs.
 */
export function checkParameters(
  given: Map<string, GivenParameter>,
  declared: Parameter[],
  notebook: string,
): Record<string, unknown> {
  const values: [string, unknown][] = [];
  for (const [name, argument] of given) {
    const parameter = declared.find((each) => each.name === name);
    if (!parameter) throw unknownParameter(name, declared, notebook);
    const readings = 'word' in argument ? readingsOf(argument.word) : [argument.value];
    const fitting = readings.find((reading) => misfit(parameter.type, reading) === undefined);
    if (
      fitting === undefined &&
      !readings.some((each) => each === undefined && misfit(parameter.type, each) === undefined)
    ) {
      throw wrongType(parameter, readings, notebook);
    }
    values.push([name, fitting]);
  }
  const missing = declared.find(
    (parameter) => parameter.required && !given.has(parameter.name) && misfit(parameter.type, undefined) !== undefined,
  );
  if (missing) {
    throw new OctavoError(
      'run-parameter-missing',
      `${notebook} needs a value for parameter "${missing.name}" (${formatType(missing.type)})`,
      {
        hint: `octavo run ${notebook} -p ${missing.name} VALUE`,
      },
    );
  }
  return Object.fromEntries(values);
}

/** The values of what was given, for a notebook whose parameters cannot be checked (Python): papermill's readings. */
export function readParameters(given: Map<string, GivenParameter>): Record<string, unknown> {
  return Object.fromEntries(
    [...given].map(([name, argument]) => [name, 'word' in argument ? readPythonWord(argument.word) : argument.value]),
  );
}

// %% notebooks/40_run/10_arguments.ipynb#400a000a 19d7c23d
/** An unknown parameter: the nearest name, and all that there are. @internal */
export function unknownParameter(name: string, declared: Parameter[], notebook: string): OctavoError {
  const near = suggest(
    name,
    declared.map((parameter) => parameter.name),
  );
  const all = declared.map((parameter) => `${parameter.name} (${formatType(parameter.type)})`).join(', ') || 'none';
  return new OctavoError(
    'run-parameter-unknown',
    `${notebook} has no parameter "${name}"${near ? `: did you mean "${near}"?` : ''}`,
    {
      hint: `its parameters are: ${all}; see: octavo inspect ${notebook}`,
    },
  );
}

/** A value of the wrong type: why its likeliest reading does not fit. @internal */
export function wrongType(parameter: Parameter, readings: unknown[], notebook: string): OctavoError {
  const literals =
    parameter.type.kind === 'union'
      ? parameter.type.members.flatMap((type) => (type.kind === 'literal' ? [String(type.value)] : []))
      : [];
  const near = typeof readings[0] === 'string' ? suggest(readings[0], literals) : undefined;
  const reason = misfit(parameter.type, readings.at(-1)) ?? '';
  return new OctavoError(
    'run-parameter-type',
    `Parameter "${parameter.name}" of ${notebook}: ${reason.replace(/^[[.]/, `${parameter.name}$&`)}${near ? `; did you mean "${near}"?` : ''}`,
    {
      hint: `${parameter.name} takes ${formatType(parameter.type)}${typeof readings[0] === 'number' && parameter.type.kind === 'string' ? ` (for text: -r ${parameter.name} ${readings[0]})` : ''}; see: octavo inspect ${notebook}`,
    },
  );
}
