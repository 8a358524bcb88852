import { OctavoError } from '../../errors/index.ts';
import type { KernelSpec } from '../../kernel/index.ts';
import type { JsonObject, Notebook } from '../../notebook/index.ts';
import { checkParameters, type GivenParameter, readParameters } from '../arguments.ts';
import { plainValue } from '../parameter-values.ts';
import { findParametersCell, type Parameter } from '../parameters.ts';
import type { Translator } from '../translator.ts';

/** What is to be decided about the parameters of a run. */
export interface ParameterQuestion {
  input: string;
  source: Notebook;
  given: Map<string, GivenParameter>;
  declared: Parameter[];
  translator: Translator | undefined;
  spec: KernelSpec;
  warn: (message: string) => void;
}

/** The values to inject; undefined when none were given. A strict language checks, the others warn as papermill does. */
export function resolveParameters(question: ParameterQuestion): Record<string, unknown> | undefined {
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

/** The parameters that a notebook declares, as far as its language can be read. */
export function readDeclared(notebook: Notebook, translator: Translator | undefined): Parameter[] {
  const cell = findParametersCell(notebook);
  if (!cell || !translator?.readParameters) return [];
  return translator.readParameters(cell.source, { notebook: notebook.path, cell: cell.id });
}

/** The defaults that are written down as literals. */
export function literalDefaults(declared: Parameter[]): JsonObject {
  const known = declared.filter(({ default: value }) => value !== undefined && typeof value !== 'bigint');
  return Object.fromEntries(known.map((parameter) => [parameter.name, plainValue(parameter.default)]));
}
