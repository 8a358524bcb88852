// Generated from notebooks/40_run/03_parameters/11_arguments.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 400a0003 400a0004 400a0006 400a0009 400a000a

// %% notebooks/40_run/03_parameters/11_arguments.ipynb#400a0003 412448db
import { OctavoError, shellWord, suggest } from '../../errors/index.ts';
import { isInexact, readPythonWord } from './parameter-values.ts';
import { firstFitting, readingsFor } from './fitting.ts';
import { misfit } from './misfit.ts';
import { formatType } from './parameter-types.ts';
import type { Parameter } from './parameter.ts';
import { decodeBase64, decodeParameters } from './plain-data.ts';
import { ParameterReference } from './reference.ts';
import { pythonReading, referenceReading } from './reference-reading.ts';
import { readYamlParameters } from './yaml.ts';

// %% notebooks/40_run/03_parameters/11_arguments.ipynb#400a0004 a0735313
/** Parameters as a command line gives them, unread. */
export interface ParameterArguments {
  base64?: string[]; // -b: base64 of YAML
  files?: { path: string; text: string }[]; // -f: YAML or JSON files
  yaml?: string[]; // -y
  words?: [name: string, text: string][]; // -p
  raw?: [name: string, text: string][]; // -r
}

/** A parameter that was given: a value, or a word that is yet to be read against its type. */
export type GivenParameter = { value: unknown } | { word: string; before?: string[] }; // before: the words of earlier -p for the same name

/** What a reference stands for; called when it is checked, and its answer is shown nowhere. */
export type ReadReference = (reference: ParameterReference) => string;

// %% notebooks/40_run/03_parameters/11_arguments.ipynb#400a0006 3f3f8e3c
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
  for (const text of given.base64 ?? []) addAll(decodeParameters(decodeBase64(text), '-b'), '-b');
  for (const { path, text } of given.files ?? []) addAll(text, path);
  for (const text of given.yaml ?? []) addAll(text, '-y');
  for (const [name, word] of given.words ?? []) {
    const earlier = combined.get(name);
    const before = earlier && 'word' in earlier ? [...(earlier.before ?? []), earlier.word] : [];
    combined.set(name, before.length > 0 ? { word, before } : { word });
  }
  for (const [name, value] of given.raw ?? []) combined.set(name, { value });
  return combined;
}

// %% notebooks/40_run/03_parameters/11_arguments.ipynb#400a0009 65751265
/**
 * Reads what was given against the declared parameters of a TypeScript notebook. Returns values in the order given.
 * Throws `run-parameter-unknown`, `run-parameter-type`, `run-parameter-missing`, before anything runs.
 */
export function checkParameters(
  given: Map<string, GivenParameter>,
  declared: Parameter[],
  notebook: string,
  textOf: ReadReference = String,
): Record<string, unknown> {
  const values: [string, unknown][] = [];
  for (const [name, argument] of given) {
    const parameter = declared.find((each) => each.name === name);
    if (!parameter) throw unknownParameter(name, declared, notebook);
    values.push([name, checkedValue(parameter, argument, notebook, textOf)]);
  }
  const missing = declared.find((parameter) => parameter.required && !given.has(parameter.name));
  if (!missing) return Object.fromEntries(values);
  throw new OctavoError(
    'run-parameter-missing',
    `${notebook} needs a value for parameter "${missing.name}" (${formatType(missing.type)})`,
    { hint: `octavo run ${shellWord(notebook)} -p ${missing.name} VALUE` },
  );
}

/** The values of what was given, for a notebook whose parameters cannot be checked (Python): papermill's readings. */
export function readParameters(
  given: Map<string, GivenParameter>,
  declared: Parameter[] = [],
  textOf: ReadReference = String,
): Record<string, unknown> {
  const read = (name: string, argument: GivenParameter) => {
    if ('word' in argument) return readPythonWord(argument.word);
    const { value } = argument;
    if (!(value instanceof ParameterReference)) return value;
    const parameter = declared.find((each) => each.name === name);
    return value.as(pythonReading(name, parameter, value, textOf(value)));
  };
  return Object.fromEntries([...given].map(([name, argument]) => [name, read(name, argument)]));
}

// %% notebooks/40_run/03_parameters/11_arguments.ipynb#400a000a f518f77a
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
      hint: `its parameters are: ${all}; see: octavo inspect ${shellWord(notebook)}`,
    },
  );
}

/** What the notebook is to see of what was given for one parameter. @internal */
export function checkedValue(
  parameter: Parameter,
  argument: GivenParameter,
  notebook: string,
  textOf: ReadReference,
): unknown {
  if ('value' in argument && argument.value instanceof ParameterReference) {
    const reading = referenceReading(parameter.type, textOf(argument.value));
    if (reading) return argument.value.as(reading);
    throw new OctavoError(
      'run-parameter-type',
      `Parameter "${parameter.name}" of ${notebook}: what ${argument.value} holds is not of type ${formatType(parameter.type)}`,
      { hint: `it is text, or JSON when ${parameter.name} takes no text; see: octavo inspect ${shellWord(notebook)}` },
    );
  }
  const words = 'word' in argument ? [...(argument.before ?? []), argument.word] : [];
  const readings = 'word' in argument ? readingsFor(parameter.type, words) : [argument.value];
  const fitting = firstFitting(parameter.type, readings);
  if (fitting) return fitting.value;
  if (readings.length > 0) throw wrongType(parameter, readings, notebook);
  throw new OctavoError(
    'run-parameter-type',
    `Parameter "${parameter.name}" of ${notebook}: ${words.map((word) => JSON.stringify(word)).join(' and ')} can be meant in several ways`,
    { hint: `write the list as JSON, once: -p ${parameter.name} '["a,b", "c"]'` },
  );
}

/** A value of the wrong type: why its likeliest reading does not fit. @internal */
export function wrongType(parameter: Parameter, readings: unknown[], notebook: string): OctavoError {
  const last = readings.at(-1);
  const isLarge = typeof last === 'string' && isInexact(last) && misfit(parameter.type, 0) === undefined;
  const reason = `${misfit(parameter.type, last) ?? ''}${isLarge ? ', which holds whole numbers up to 2^53 exactly' : ''}`;
  return new OctavoError(
    'run-parameter-type',
    `Parameter "${parameter.name}" of ${notebook}: ${reason.replace(/^[[.]/, `${parameter.name}$&`)}`,
    {
      hint: `${parameter.name} takes ${formatType(parameter.type)}${typeof readings[0] === 'number' && parameter.type.kind === 'string' ? ` (for text: -r ${parameter.name} ${readings[0]})` : ''}; see: octavo inspect ${shellWord(notebook)}`,
    },
  );
}
