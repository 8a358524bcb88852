import { OctavoError } from '../../errors/index.ts';
import type { Host } from '../../host/index.ts';
import type { KernelSpec } from '../../kernel/index.ts';
import {
  type JsonObject,
  type Notebook,
  notebookKernelName,
  notebookLanguage,
  readNotebook,
  refuseConflicts,
  upgradeNotebook,
} from '../../notebook/index.ts';
import {
  checkParameters,
  combineArguments,
  type GivenParameter,
  type ParameterArguments,
  readParameters,
} from '../arguments.ts';
import { removeErrorMarkers } from '../error-markers.ts';
import { injectParameters } from '../inject.ts';
import { plainValue } from '../parameter-values.ts';
import { findParametersCell, type Parameter } from '../parameters.ts';
import { chooseOutput } from '../storage/output-path.ts';
import type { Translator, Translators } from '../translators.ts';
import { chooseKernel } from './kernel-choice.ts';

export interface PrepareOptions {
  output?: string | null | undefined;
  parameters?: Record<string, unknown> | undefined;
  arguments?: ParameterArguments | undefined;
  kernel?: string | undefined;
  translators: Translators;
  warn: (message: string) => void;
}

/** A run that has passed every check and has touched nothing yet. */
export interface PreparedRun {
  notebook: Notebook; // upgraded, without old error markers, with its parameters injected
  output: string | undefined;
  spec: KernelSpec;
  parameters: Record<string, unknown> | undefined; // undefined when none were given
  defaults: JsonObject;
}

/** Reads and checks everything that can be checked before a kernel starts. Throws an OctavoError for the first thing that is wrong. */
export async function prepareRun(input: string, options: PrepareOptions, host: Host): Promise<PreparedRun> {
  const source = await readNotebook(input, host);
  refuseConflicts(source, input);
  const spec = await chooseKernel(source, options.kernel, host);
  const translator = options.translators.find(
    options.kernel === undefined ? notebookKernelName(source) : spec.name,
    options.kernel === undefined ? (notebookLanguage(source) ?? spec.language) : spec.language,
  );
  const given = combineArguments(options.arguments ?? {}, { python: translator?.python ?? false });
  for (const [name, value] of Object.entries(options.parameters ?? {})) given.set(name, { value });
  const declared = readDeclared(source, translator);
  const parameters = resolveParameters({ input, source, given, declared, translator, spec, warn: options.warn });
  const output = options.output === null ? undefined : await chooseOutput(input, options.output, host);
  const clean = removeErrorMarkers(upgradeNotebook(source));
  const notebook =
    parameters && translator ? injectParameters(clean, translator.writeParameters(parameters, declared)) : clean;
  return { notebook, output, spec, parameters, defaults: literalDefaults(declared) };
}

function readDeclared(notebook: Notebook, translator: Translator | undefined): Parameter[] {
  const cell = findParametersCell(notebook);
  return cell && translator ? translator.readParameters(cell.source, { notebook: notebook.path, cell: cell.id }) : [];
}

interface Question {
  input: string;
  source: Notebook;
  given: Map<string, GivenParameter>;
  declared: Parameter[];
  translator: Translator | undefined;
  spec: KernelSpec;
  warn: (message: string) => void;
}

/** The values to inject; undefined when none were given. A strict language checks, the others warn as papermill does. */
function resolveParameters(question: Question): Record<string, unknown> | undefined {
  const { input, source, given, declared, translator, spec, warn } = question;
  const cell = findParametersCell(source);
  if (given.size === 0 && !(translator?.strict && declared.some((parameter) => parameter.required))) return undefined;
  if (!translator) {
    throw new OctavoError('run-no-translator', `Parameters cannot be written in ${spec.language || spec.name}`, {
      where: { notebook: input },
      hint: 'languages with parameters: typescript, javascript, python',
    });
  }
  if (!translator.strict) {
    if (!cell) warn("Input notebook does not contain a cell with tag 'parameters'");
    const known = new Set(declared.map((parameter) => parameter.name));
    for (const name of given.keys()) if (!known.has(name)) warn(`Passed unknown parameter: ${name}`);
    return readParameters(given);
  }
  if (!cell) {
    throw new OctavoError(
      'run-no-parameters-cell',
      `${input} has no parameters cell, but parameters were given: ${[...given.keys()].join(', ')}`,
      { hint: 'give the cell that declares them the tag "parameters" (in JupyterLab: Property Inspector, Cell Tags)' },
    );
  }
  return checkParameters(given, declared, input);
}

/** The defaults that are written down as literals. */
function literalDefaults(declared: Parameter[]): JsonObject {
  const known = declared.filter(({ default: value }) => value !== undefined && typeof value !== 'bigint');
  return Object.fromEntries(known.map((parameter) => [parameter.name, plainValue(parameter.default)]));
}
